<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>SiteView</name>
    <message>
        <source>Pages of the site</source>
        <translation>サイト管理のページ</translation>
    </message>
    <message>
        <source>Site report</source>
        <translation>サイトレポート</translation>
    </message>
    <message>
        <source>Usage</source>
        <translation>利用状況</translation>
    </message>
</context>
</TS>
