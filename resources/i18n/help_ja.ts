<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>Help</name>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>意味</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対処</translation>
    </message>
    <message>
        <source>the time named</source>
        <translation>表示された時刻</translation>
    </message>
    <message>
        <source>What it says, and what to do</source>
        <translation>意味と対処</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>キー</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>動作</translation>
    </message>
    <message>
        <source>The contact is shown here once you are logged in.</source>
        <translation>ログインすると、ここに問い合わせ先が表示されます。</translation>
    </message>
    <message>
        <source>This portal names no contact. Ask your contact at NetMile.</source>
        <translation>このポータルには問い合わせ先が登録されていません。ネットマイルの担当者にお尋ねください。</translation>
    </message>
    <message>
        <source>Program: {}</source>
        <translation>プログラム：{}</translation>
    </message>
    <message>
        <source>Operation guide followed: Version {}</source>
        <translation>準拠する運用ガイド: Version {}</translation>
    </message>
    <message>
        <source>Portal: {} (API {}, rules {})</source>
        <translation>ポータル：{}（API {}、ルール {}）</translation>
    </message>
    <message>
        <source>Operation guide the portal follows: Version {}</source>
        <translation>ポータルが準拠する運用ガイド: Version {}</translation>
    </message>
    <message>
        <source>Screen</source>
        <translation>画面</translation>
    </message>
</context>
<context>
    <name>HelpWindow</name>
    <message>
        <source>Help – NetMile Desktop</source>
        <translation>ヘルプ – NetMile Desktop</translation>
    </message>
    <message>
        <source>Search the help</source>
        <translation>ヘルプを検索</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>項目</translation>
    </message>
    <message>
        <source>Nothing found. Try another word.</source>
        <translation>見つかりません。別の言葉で探してください。</translation>
    </message>
    <message>
        <source>Copy the contact</source>
        <translation>お問い合わせ先をコピー</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>コピーしました</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Open anything by its name</source>
        <translation>名前の一部で何でも開く</translation>
    </message>
    <message>
        <source>Close the campaign in front</source>
        <translation>開いているキャンペーンを閉じる</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>The blue button of the screen</source>
        <translation>画面の主なボタンを押す</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>取得し直す</translation>
    </message>
    <message>
        <source>Search in this screen</source>
        <translation>この画面で検索</translation>
    </message>
    <message>
        <source>Back, close</source>
        <translation>戻る・閉じる</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>終了</translation>
    </message>
    <message>
        <source>Move between cells</source>
        <translation>セルを移動</translation>
    </message>
    <message>
        <source>Details of the row beside its list; ← or Esc closes them</source>
        <translation>一覧の横に行の詳細を表示（← または Esc で閉じる）</translation>
    </message>
    <message>
        <source>Open the row, edit the cell</source>
        <translation>行を開く・セルを修正</translation>
    </message>
    <message>
        <source>Copy, paste from a spreadsheet</source>
        <translation>コピー・表計算ソフトから貼り付け</translation>
    </message>
    <message>
        <source>Copy with headings</source>
        <translation>見出し付きでコピー</translation>
    </message>
    <message>
        <source>Sort by the column of the cell</source>
        <translation>セルの列で並べ替え</translation>
    </message>
    <message>
        <source>Empty the cells</source>
        <translation>セルを空にする</translation>
    </message>
    <message>
        <source>Leave the rows out, take them in again</source>
        <translation>行を除外・除外を取り消す</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>下方向へコピー</translation>
    </message>
    <message>
        <source>The screen with this number at the left</source>
        <translation>左の一覧の、その番号の画面</translation>
    </message>
    <message>
        <source>Next, previous opened campaign</source>
        <translation>次・前の開いたキャンペーン</translation>
    </message>
    <message>
        <source>Help for this screen</source>
        <translation>この画面のヘルプ</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>この一覧</translation>
    </message>
    <message>
        <source>Find and replace</source>
        <translation>検索と置換</translation>
    </message>
    <message>
        <source>Undo, redo</source>
        <translation>元に戻す・やり直す</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>どの画面でも</translation>
    </message>
    <message>
        <source>Lists and batches</source>
        <translation>一覧とバッチ</translation>
    </message>
</context>
</TS>
