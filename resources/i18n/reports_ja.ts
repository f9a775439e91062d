<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>CampaignFilter</name>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>All campaigns</source>
        <translation>すべてのキャンペーン</translation>
    </message>
</context>
<context>
    <name>Chart</name>
    <message>
        <source>Chart</source>
        <translation>グラフ</translation>
    </message>
</context>
<context>
    <name>EntriesPage</name>
    <message>
        <source>Back to the report</source>
        <translation>レポートに戻る</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数値</translation>
    </message>
    <message>
        <source>Save as CSV</source>
        <translation>CSV で保存</translation>
    </message>
    <message>
        <source>Issues behind the figure</source>
        <translation>内訳の発行</translation>
    </message>
    <message>
        <source>Registrations behind the figure</source>
        <translation>内訳の登録</translation>
    </message>
    <message>
        <source>Whole period</source>
        <translation>期間全体</translation>
    </message>
    <message>
        <source>Entries: {} · {} given by NetMile, not billed</source>
        <translation>{} 件 · ネットマイルが付与した {}（課金対象外）</translation>
    </message>
    <message>
        <source>Entries: {} · total {}</source>
        <translation>{} 件 · 合計 {}</translation>
    </message>
    <message>
        <source>Date and time</source>
        <translation>日時</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>All campaigns</source>
        <translation>すべてのキャンペーン</translation>
    </message>
    <message>
        <source>Unique key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>State now</source>
        <translation>現在の状態</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>発行種別</translation>
    </message>
    <message>
        <source>Transfer day</source>
        <translation>振込日</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
    <message>
        <source>Save the entries</source>
        <translation>内訳を保存</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>保存しました：{}</translation>
    </message>
</context>
<context>
    <name>FigurePanes</name>
    <message>
        <source>What the chart shows</source>
        <translation>グラフに表示する数値</translation>
    </message>
    <message>
        <source>Show all (0)</source>
        <translation>全体を表示 (0)</translation>
    </message>
    <message>
        <source>Show entries</source>
        <translation>内訳を見る</translation>
    </message>
    <message>
        <source>The registrations that the selected bar counts (Enter)</source>
        <translation>選択中の棒に含まれる登録を一覧します (Enter)</translation>
    </message>
    <message>
        <source>The issues that add up to the selected bar (Enter)</source>
        <translation>選択中の棒に含まれる発行を一覧します (Enter)</translation>
    </message>
    <message>
        <source>Miles issued by campaign</source>
        <translation>キャンペーン別マイル発行数</translation>
    </message>
    <message>
        <source>All miles figures</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>{} by campaign</source>
        <translation>キャンペーン別の{}</translation>
    </message>
    <message>
        <source>Nothing in this period</source>
        <translation>この期間のデータはありません</translation>
    </message>
</context>
<context>
    <name>FiguresTable</name>
    <message>
        <source>Figures</source>
        <translation>数値</translation>
    </message>
</context>
<context>
    <name>Parameters</name>
    <message>
        <source>Period</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>開始日</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>終了日</translation>
    </message>
    <message>
        <source>Compare with the previous period</source>
        <translation>前期間と比べる</translation>
    </message>
    <message>
        <source>Split by campaign</source>
        <translation>キャンペーン別に分ける</translation>
    </message>
    <message>
        <source>Both days are needed, such as {}.</source>
        <translation>開始日と終了日の両方を入力してください（例：{}）。</translation>
    </message>
    <message>
        <source>The first day is after the last day.</source>
        <translation>開始日が終了日より後になっています。</translation>
    </message>
    <message>
        <source>By month at most {} months can be shown. Choose a shorter period.</source>
        <translation>月別で表示できるのは {} か月までです。期間を短くしてください。</translation>
    </message>
    <message>
        <source>At most {} days can be shown. Choose a shorter period, or months.</source>
        <translation>表示できるのは {} 日までです。期間を短くするか、月別にしてください。</translation>
    </message>
    <message>
        <source>Other days</source>
        <translation>期間を指定</translation>
    </message>
</context>
<context>
    <name>ReportSaving</name>
    <message>
        <source>Export</source>
        <translation>書き出す</translation>
    </message>
    <message>
        <source>Save, print or copy the report</source>
        <translation>レポートを保存・印刷・コピーします</translation>
    </message>
    <message>
        <source>CSV (UTF-8)</source>
        <translation>CSV（UTF-8）</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>CSV (Shift_JIS)</source>
        <translation>CSV（Shift_JIS）</translation>
    </message>
    <message>
        <source>Excel workbook</source>
        <translation>Excel ブック</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel ブック (*.xlsx)</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>PDF files (*.pdf)</source>
        <translation>PDF ファイル (*.pdf)</translation>
    </message>
    <message>
        <source>Chart as PNG</source>
        <translation>グラフ（PNG）</translation>
    </message>
    <message>
        <source>PNG pictures (*.png)</source>
        <translation>PNG 画像 (*.png)</translation>
    </message>
    <message>
        <source>Chart as SVG</source>
        <translation>グラフ（SVG）</translation>
    </message>
    <message>
        <source>SVG pictures (*.svg)</source>
        <translation>SVG 画像 (*.svg)</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>表をコピー</translation>
    </message>
    <message>
        <source>Copy the chart as a picture</source>
        <translation>グラフを画像としてコピー</translation>
    </message>
    <message>
        <source>Print preview</source>
        <translation>印刷プレビュー</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>レポートを保存</translation>
    </message>
    <message>
        <source>The table was copied.</source>
        <translation>表をコピーしました。</translation>
    </message>
    <message>
        <source>The chart was copied as a picture.</source>
        <translation>グラフを画像としてコピーしました。</translation>
    </message>
    <message>
        <source>Saved: {}</source>
        <translation>保存しました：{}</translation>
    </message>
</context>
<context>
    <name>ReportView</name>
    <message>
        <source>Loading the report</source>
        <translation>レポートを取得しています</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>The report is being fetched</source>
        <translation>レポートを取得しています</translation>
    </message>
    <message>
        <source>The report was not fetched</source>
        <translation>レポートの取得を中止しました</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>The report cannot be shown</source>
        <translation>レポートを表示できません</translation>
    </message>
    <message>
        <source>As of {} JST</source>
        <translation>時点 {} JST</translation>
    </message>
    <message>
        <source>cached</source>
        <translation>前回取得した数値です</translation>
    </message>
    <message>
        <source>test users left out: {} registrations</source>
        <translation>テストユーザーの登録 {} 件を除く</translation>
    </message>
    <message>
        <source>test users left out: {} issues, {}</source>
        <translation>テストユーザーへの発行 {} 件・{} を除く</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Not shown here: {}. {}</source>
        <translation>表示しない項目：{}。{}</translation>
    </message>
</context>
<context>
    <name>RewardEntries</name>
    <message>
        <source>Registration ID</source>
        <translation>登録ID</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
</context>
<context>
    <name>Tiles</name>
    <message>
        <source>Pending now</source>
        <translation>現在の保留</translation>
    </message>
    <message>
        <source>Valid now</source>
        <translation>現在の有効</translation>
    </message>
    <message>
        <source>Members in the period</source>
        <translation>期間内の会員数</translation>
    </message>
    <message>
        <source>Previous period: {}</source>
        <translation>前期間 {}</translation>
    </message>
</context>
</TS>
