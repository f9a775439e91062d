<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>QuickOpen</name>
    <message>
        <source>Campaign, registration ID, batch, tab or command</source>
        <translation>キャンペーン、発行登録ID、バッチ、タブ、操作</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>見つかったもの</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter open · Esc close</source>
        <translation>↑ ↓ 選ぶ · Enter 開く · Esc 閉じる</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Nothing found. Try a part of the name or an ID.</source>
        <translation>見つかりません。名前の一部か ID で探してください。</translation>
    </message>
</context>
<context>
    <name>QuickOpenItems</name>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>発行バッチ</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
</context>
</TS>
