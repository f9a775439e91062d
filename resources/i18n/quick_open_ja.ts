<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>QuickOpen</name>
    <message>
        <source>Search or command</source>
        <translation>検索またはコマンド</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Campaigns, batches, registration IDs, screens, commands</source>
        <translation>キャンペーン・発行バッチ・発行登録ID・画面・操作</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>見つかったもの</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Commands</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Screens</source>
        <translation>画面</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>発行バッチ</translation>
    </message>
    <message>
        <source>Registration IDs</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Nothing is called “{}”.</source>
        <translation>「{}」は見つかりません。</translation>
    </message>
    <message>
        <source>Search in the list of campaigns</source>
        <translation>キャンペーン検索・一覧で探す</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>選ぶ</translation>
    </message>
    <message>
        <source>open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>next group</source>
        <translation>次のまとまり</translation>
    </message>
    <message>
        <source>close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>QuickOpenItems</name>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
</context>
</TS>
