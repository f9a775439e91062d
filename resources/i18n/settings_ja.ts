<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>RetentionForm</name>
    <message>
        <source>Delete now…</source>
        <translation>今すぐ削除…</translation>
    </message>
    <message>
        <source>&amp;Keep personal data</source>
        <translation>個人情報の保存(&amp;K)</translation>
    </message>
    <message>
        <source>Batches completed longer ago are deleted from this computer; drafts stay.</source>
        <translation>これより前に処理が終わった発行バッチを、このパソコンから削除します。下書きは残ります。</translation>
    </message>
    <message>
        <source>&amp;Remind me to delete lists</source>
        <translation>リストの催促(&amp;R)</translation>
    </message>
    <message>
        <source>Lists at the portal that are older are counted on the home page until they are deleted.</source>
        <translation>これより古いリストがポータルに残っていると、削除するまでホームに件数が出ます。</translation>
    </message>
    <message>
        <source>Personal data at this site</source>
        <translation>このサイトの個人情報</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 日</translation>
    </message>
    <message>
        <source>Batches and single issues completed more than {} days ago are deleted from this computer for good, with every address in them. The lists at the portal stay.</source>
        <translation>処理が終わって {} 日を過ぎた発行バッチと個別発行を、メールアドレスを含めてこのパソコンから完全に削除します。ポータルのリストは残ります。</translation>
    </message>
    <message>
        <source>Delete old personal data</source>
        <translation>古い個人情報の削除</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Deleted: {}</source>
        <translation>削除しました：{} 件</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Follow the system</source>
        <translation>システムに合わせる</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>ライト</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>ダーク</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>言語(&amp;L)</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>The window is rebuilt; nothing is lost.</source>
        <translation>画面を作り直しますが、作業内容は失われません。</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>配色(&amp;T)</translation>
    </message>
    <message>
        <source>Text &amp;size</source>
        <translation>文字サイズ(&amp;S)</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
</context>
</TS>
