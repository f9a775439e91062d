<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>ChecksView</name>
    <message>
        <source>Period</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Odd amounts</source>
        <translation>誤りかもしれないマイル数</translation>
    </message>
    <message>
        <source>Issues looked at: {} · found: {}</source>
        <translation>調べた発行 {} 件 · 該当 {} 件</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>読み込んでいます</translation>
    </message>
    <message>
        <source>No amount looks odd</source>
        <translation>誤りらしいマイル数はありません</translation>
    </message>
    <message>
        <source>Only campaigns with variable amounts and enough issues before the period are looked at.</source>
        <translation>従量発行で、期間より前に十分な発行があるキャンペーンだけを調べます。</translation>
    </message>
    <message>
        <source>The amounts cannot be looked at</source>
        <translation>マイル数を点検できません</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Usual</source>
        <translation>いつもの値</translation>
    </message>
    <message>
        <source>Amounts that look odd</source>
        <translation>誤りかもしれないマイル数</translation>
    </message>
</context>
<context>
    <name>ErrorsCard</name>
    <message>
        <source>Refused rows</source>
        <translation>エラーになった行</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Code and day</source>
        <translation>コードと日</translation>
    </message>
    <message>
        <source>Code and file</source>
        <translation>コードとファイル</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>読み込んでいます</translation>
    </message>
    <message>
        <source>No row was refused</source>
        <translation>エラーになった行はありません</translation>
    </message>
    <message>
        <source>All rows of the files of this period were issued.</source>
        <translation>この期間のファイルは、全行発行されました。</translation>
    </message>
    <message>
        <source>The refused rows cannot be shown</source>
        <translation>エラーになった行を表示できません</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>個別発行</translation>
    </message>
    <message>
        <source>Refused rows: {}</source>
        <translation>エラーの行 {} 行</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日</translation>
    </message>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
</context>
<context>
    <name>ForecastCard</name>
    <message>
        <source>Monthly limits</source>
        <translation>月の上限額</translation>
    </message>
    <message>
        <source>A send that would pass a campaign&apos;s limit is asked about twice</source>
        <translation>上限額を超える送信では、もう一度確認します</translation>
    </message>
    <message>
        <source>This month is heading for {} without tax (expected)</source>
        <translation>今月の請求見込み {}（税抜）</translation>
    </message>
    <message>
        <source>To date {} · waiting cancellations {} · open batches {} · as of {} JST</source>
        <translation>これまで {} · 審査中の取消 {} · 未送信・処理中のバッチ {} · 時点 {} JST</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>上限なし</translation>
    </message>
    <message>
        <source>Monthly limit of {}</source>
        <translation>{} の月の上限額</translation>
    </message>
    <message>
        <source>Yen a month without tax; 0 for no limit</source>
        <translation>1 か月の金額（円・税抜）。0 で上限なし</translation>
    </message>
    <message>
        <source>Set the limit</source>
        <translation>上限額を設定</translation>
    </message>
    <message>
        <source>The limit is a number of yen, such as 100,000. It was not changed.</source>
        <translation>上限額は 100,000 のように円の数字で入力してください。変更していません。</translation>
    </message>
    <message>
        <source>The limit was set.</source>
        <translation>上限額を設定しました。</translation>
    </message>
</context>
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
    <message>
        <source>Errors and odd amounts</source>
        <translation>エラー・マイル数の点検</translation>
    </message>
</context>
</TS>
