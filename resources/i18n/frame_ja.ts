<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>ActivityButton</name>
    <message>
        <source>Opens the list of background work</source>
        <translation>処理の一覧を開きます</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>{} running</source>
        <translation>処理 {} 件</translation>
    </message>
    <message>
        <source>{} failed</source>
        <translation>{} 件が失敗</translation>
    </message>
    <message>
        <source>Activity {}</source>
        <translation>処理 {}</translation>
    </message>
</context>
<context>
    <name>CommandField</name>
    <message>
        <source>Search or command</source>
        <translation>検索またはコマンド</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
</context>
<context>
    <name>DocumentRow</name>
    <message>
        <source>Open campaigns</source>
        <translation>開いているキャンペーン</translation>
    </message>
</context>
<context>
    <name>Rail</name>
    <message>
        <source>Places</source>
        <translation>画面</translation>
    </message>
</context>
<context>
    <name>RailItem</name>
    <message>
        <source>{} waiting</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>In front</source>
        <translation>表示中</translation>
    </message>
</context>
</TS>
