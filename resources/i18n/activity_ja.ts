<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>ActivityPanel</name>
    <message>
        <source>Clear finished</source>
        <translation>終わったものを消す</translation>
    </message>
    <message>
        <source>Nothing is running</source>
        <translation>実行中の処理はありません</translation>
    </message>
    <message>
        <source>Sending and downloads appear here with their progress, also while you work elsewhere.</source>
        <translation>送信やダウンロードの進み具合がここに表示されます。処理中も他の作業を続けられます。</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>バックグラウンドの処理</translation>
    </message>
</context>
<context>
    <name>TaskLine</name>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>中止しています</translation>
    </message>
    <message>
        <source>Finished at {}</source>
        <translation>{} に完了</translation>
    </message>
    <message>
        <source>Stopped at {}</source>
        <translation>{} に中止</translation>
    </message>
</context>
</TS>
