<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>BatchHeader</name>
    <message>
        <source>Back to the list of batches</source>
        <translation>発行バッチの一覧に戻る</translation>
    </message>
    <message>
        <source>How the file was read, and what happened since</source>
        <translation>ファイルの読み込み方と、その後の記録</translation>
    </message>
    <message>
        <source>Open the campaign {} {}</source>
        <translation>キャンペーン {} {} を開く</translation>
    </message>
    <message>
        <source>Issuance period {}</source>
        <translation>マイル発行期間 {}</translation>
    </message>
</context>
<context>
    <name>BatchList</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>準備中</translation>
    </message>
    <message>
        <source>In progress</source>
        <translation>送信・処理中</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Discard the drafts…</source>
        <translation>準備中のバッチを破棄…</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>Make an empty batch</source>
        <translation>空のバッチを作る</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>発行バッチ</translation>
    </message>
    <message>
        <source>No batches yet</source>
        <translation>発行バッチはまだありません</translation>
    </message>
    <message>
        <source>Import a CSV file or an Excel workbook, or drop it on the window. Nothing is sent before you confirm.</source>
        <translation>CSV か Excel のファイルを取り込んでください。ウィンドウへのドロップでも取り込めます。確認するまで何も送信されません。</translation>
    </message>
    <message>
        <source>{} draft has been here for a long time</source>
        <translation>長く残っている準備中のバッチ {} 件</translation>
    </message>
    <message>
        <source>{} drafts have been here for a long time</source>
        <translation>長く残っている準備中のバッチ {} 件</translation>
    </message>
    <message>
        <source>They hold personal data, and nobody else deletes them. Select them, then send or discard them.</source>
        <translation>個人情報を含み、自動では削除されません。選んで、送信するか破棄してください。</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Error rows</source>
        <translation>エラー行</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>更新日時</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Select drafts only.</source>
        <translation>準備中のバッチだけを選んでください。</translation>
    </message>
</context>
<context>
    <name>BatchView</name>
    <message>
        <source>Batches: {}</source>
        <translation>バッチ {} 件</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>発行バッチ</translation>
    </message>
    <message>
        <source>Choose the files to import</source>
        <translation>取り込むファイルを選択</translation>
    </message>
    <message>
        <source>CSV and Excel (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods);;All files (*)</source>
        <translation>CSV と Excel (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Go on importing</source>
        <translation>取り込みを続ける</translation>
    </message>
    <message>
        <source>Do not import them</source>
        <translation>取り込まない</translation>
    </message>
    <message>
        <source>{} chosen file is not imported yet.</source>
        <translation>選択したファイルのうち {} 個がまだ取り込まれていません。</translation>
    </message>
    <message>
        <source>{} chosen files are not imported yet.</source>
        <translation>選択したファイルのうち {} 個がまだ取り込まれていません。</translation>
    </message>
    <message>
        <source>{0} was imported: {1} rows.</source>
        <translation>{0} を取り込みました（{1} 行）。</translation>
    </message>
    <message>
        <source>This batch is still being changed. It opens once that is done.</source>
        <translation>このバッチは変更の処理中です。終わり次第、開きます。</translation>
    </message>
</context>
<context>
    <name>BundleLine</name>
    <message>
        <source>Show these cells</source>
        <translation>このセルを表示</translation>
    </message>
    <message>
        <source>Show cells: {}, {}</source>
        <translation>セルを表示：{} 件、{}</translation>
    </message>
</context>
<context>
    <name>CampaignChoice</name>
    <message>
        <source>Campaign to issue for</source>
        <translation>発行対象キャンペーン</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Part of the name or ID</source>
        <translation>名前か ID の一部で検索</translation>
    </message>
    <message>
        <source>Search for a campaign</source>
        <translation>キャンペーンを検索</translation>
    </message>
    <message>
        <source>The portal cannot be reached. These are the campaigns as they were at {} JST.</source>
        <translation>ポータルに接続できません。{} JST 時点のキャンペーンを表示しています。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>No running campaign has “{}” in its name or ID.</source>
        <translation>名前か ID に「{}」を含む実施中のキャンペーンはありません。</translation>
    </message>
    <message>
        <source>{} campaign found</source>
        <translation>{} 件見つかりました</translation>
    </message>
    <message>
        <source>{} campaigns found</source>
        <translation>{} 件見つかりました</translation>
    </message>
    <message>
        <source>Used last, then all others</source>
        <translation>最近使ったもの、ほかのすべて</translation>
    </message>
    <message>
        <source>Campaigns in which miles can be issued now</source>
        <translation>いま発行できるキャンペーン</translation>
    </message>
</context>
<context>
    <name>CampaignList</name>
    <message>
        <source>Running campaigns</source>
        <translation>実施中のキャンペーン</translation>
    </message>
</context>
<context>
    <name>CheckFacts</name>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>heading</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>without: {}</source>
        <translation>{}を除く</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>every row of the file</source>
        <translation>ファイルのすべての行</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>区切り文字</translation>
    </message>
    <message>
        <source>Choose it above the table.</source>
        <translation>表の上で選びます</translation>
    </message>
    <message>
        <source>row {}</source>
        <translation>{} 行目</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>表</translation>
    </message>
    <message>
        <source>{} candidate</source>
        <translation>候補 {} 列</translation>
    </message>
    <message>
        <source>{} candidates</source>
        <translation>候補 {} 列</translation>
    </message>
    <message>
        <source>Choose above the table, or in the head of a column: {}</source>
        <translation>上の比較か、列の見出しで選びます：{} 列</translation>
    </message>
    <message>
        <source>Choose in the head of the column.</source>
        <translation>表の列の見出しで選びます</translation>
    </message>
    <message>
        <source>left out</source>
        <translation>取り込みません</translation>
    </message>
    <message>
        <source>imported with all others</source>
        <translation>ほかの行と一緒に取り込みます</translation>
    </message>
    <message>
        <source>Marked as cancelled or excluded</source>
        <translation>取消・対象外などの記載</translation>
    </message>
    <message>
        <source>Sum of miles</source>
        <translation>マイル数の合計</translation>
    </message>
    <message>
        <source>not known yet</source>
        <translation>未定</translation>
    </message>
    <message>
        <source>Summed once the column is chosen.</source>
        <translation>列を選ぶと計算します</translation>
    </message>
    <message>
        <source>Rows whose miles are no number, not in the sum: {}</source>
        <translation>数でないため合計に含まない行：{}</translation>
    </message>
    <message>
        <source>The file names no total.</source>
        <translation>ファイルに合計の行はありません</translation>
    </message>
    <message>
        <source>equals the file&apos;s total in {}</source>
        <translation>ファイルの合計 {} と一致</translation>
    </message>
    <message>
        <source>equals the file&apos;s total in {} (with hidden rows)</source>
        <translation>合計 {} と一致（非表示も含む）</translation>
    </message>
    <message>
        <source>the file&apos;s total of {0}, less {1}</source>
        <translation>合計 {0} から {1}分を除いた数</translation>
    </message>
    <message>
        <source>The file&apos;s total in {0} is {1}.</source>
        <translation>ファイルの合計 {0} は {1} で、一致しません。</translation>
    </message>
    <message>
        <source>empty: {}</source>
        <translation>空欄 {}</translation>
    </message>
    <message>
        <source>repeated: {}</source>
        <translation>重複 {}</translation>
    </message>
    <message>
        <source>none is empty, none is repeated</source>
        <translation>空欄なし、重複なし</translation>
    </message>
    <message>
        <source>Specified keys</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>{} column</source>
        <translation>{}の列</translation>
    </message>
    <message>
        <source>repeats are looked for once all columns are chosen</source>
        <translation>重複は列がすべて決まってから確認します</translation>
    </message>
    <message>
        <source>Not imported: {}</source>
        <translation>取り込みません：{}</translation>
    </message>
    <message>
        <source>{} sheet</source>
        <translation>{} 枚</translation>
    </message>
    <message>
        <source>{} sheets</source>
        <translation>{} 枚</translation>
    </message>
    <message>
        <source>Other sheets</source>
        <translation>ほかのシート</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Issued before</source>
        <translation>発行済みの行</translation>
    </message>
    <message>
        <source>{0}: {1} ({2})</source>
        <translation>{0}：{1}（{2}）</translation>
    </message>
    <message>
        <source>Same file imported before</source>
        <translation>以前に取り込んだ同じファイル</translation>
    </message>
    <message>
        <source>{} time</source>
        <translation>{} 回</translation>
    </message>
    <message>
        <source>{} times</source>
        <translation>{} 回</translation>
    </message>
</context>
<context>
    <name>CheckList</name>
    <message>
        <source>Shown once the file is read.</source>
        <translation>ファイルを読み込むと表示されます</translation>
    </message>
    <message>
        <source>Checks before the import</source>
        <translation>取り込む前の確認</translation>
    </message>
    <message>
        <source>{} to answer</source>
        <translation>あと {} つ</translation>
    </message>
    <message>
        <source>All checked</source>
        <translation>すべて確認</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>文字コード</translation>
    </message>
    <message>
        <source>Detect it</source>
        <translation>自動で判定</translation>
    </message>
    <message>
        <source>Separator</source>
        <translation>区切り文字</translation>
    </message>
</context>
<context>
    <name>ClosingBar</name>
    <message>
        <source>Reason, for example: the member has left</source>
        <translation>理由（例: 退会のため）</translation>
    </message>
    <message>
        <source>Why these rows are not issued</source>
        <translation>発行しない理由</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Why are {} rows not issued?</source>
        <translation>{} 行を発行しない理由</translation>
    </message>
    <message>
        <source>Why is {} row not issued?</source>
        <translation>{} 行を発行しない理由</translation>
    </message>
    <message>
        <source>Close {} rows</source>
        <translation>{} 行を発行しない</translation>
    </message>
    <message>
        <source>Close {} row</source>
        <translation>{} 行を発行しない</translation>
    </message>
</context>
<context>
    <name>CorrectionPage</name>
    <message>
        <source>Undo (Ctrl+Z)</source>
        <translation>元に戻す（Ctrl+Z）</translation>
    </message>
    <message>
        <source>Redo (Ctrl+Y)</source>
        <translation>やり直す（Ctrl+Y）</translation>
    </message>
    <message>
        <source>Discard the batch</source>
        <translation>バッチを破棄</translation>
    </message>
    <message>
        <source>Confirm</source>
        <translation>確認する</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Correct a cell and its row is checked again at once.</source>
        <translation>セルを直すと、その行はすぐに確認し直されます。</translation>
    </message>
    <message>
        <source>No problems were found. Everything can be sent.</source>
        <translation>問題はありません。すべての行を送信できます。</translation>
    </message>
    <message>
        <source>Rows are checked as soon as they are there.</source>
        <translation>行を入れるとすぐに確認します。</translation>
    </message>
    <message>
        <source>Confirm without error rows</source>
        <translation>エラー行を除いて確認する</translation>
    </message>
    <message>
        <source>No row can be sent yet. Correct an error first.</source>
        <translation>送信できる行がありません。エラーを直してください。</translation>
    </message>
    <message>
        <source>{} cells were repaired.</source>
        <translation>{} 個のセルを修正しました。</translation>
    </message>
    <message>
        <source>{} cell was repaired.</source>
        <translation>{} 個のセルを修正しました。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Read in another way…</source>
        <translation>読み込み方を変える…</translation>
    </message>
    <message>
        <source>{} row that was not issued the last time.</source>
        <translation>前回発行されなかった {} 行です。</translation>
    </message>
    <message>
        <source>{} rows that were not issued the last time, by their code.</source>
        <translation>前回発行されなかった {} 行です。コード順に並んでいます。</translation>
    </message>
    <message>
        <source>Read as {}</source>
        <translation>読み取り：{}</translation>
    </message>
</context>
<context>
    <name>Discarding</name>
    <message>
        <source>Discard {} row</source>
        <translation>{} 行を破棄する</translation>
    </message>
    <message>
        <source>Discard {} rows</source>
        <translation>{} 行を破棄する</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>破棄する</translation>
    </message>
    <message>
        <source>Discard “{}”?</source>
        <translation>「{}」を破棄しますか</translation>
    </message>
    <message>
        <source>Discard {} batches?</source>
        <translation>{} 件のバッチを破棄しますか</translation>
    </message>
    <message>
        <source>The batch and all corrections are deleted from this computer. The file itself stays as it is.</source>
        <translation>このバッチと修正内容をこのパソコンから削除します。元のファイルはそのまま残ります。</translation>
    </message>
    <message>
        <source>and {} more</source>
        <translation>ほか {} 件</translation>
    </message>
    <message>
        <source>These batches and all corrections in them are deleted from this computer. The files themselves stay as they are.</source>
        <translation>これらのバッチと修正内容をこのパソコンから削除します。元のファイルはそのまま残ります。</translation>
    </message>
</context>
<context>
    <name>DoubtBand</name>
    <message>
        <source>(no heading)</source>
        <translation>（見出しなし）</translation>
    </message>
    <message>
        <source>column {}</source>
        <translation>{} 列</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>If chosen</source>
        <translation>選んだ場合</translation>
    </message>
    <message>
        <source>Issued if chosen</source>
        <translation>選んだ場合の発行</translation>
    </message>
    <message>
        <source>Limits are checked once the campaign is chosen.</source>
        <translation>上限はキャンペーンを選ぶと確かめます</translation>
    </message>
    <message>
        <source>{} row is not {}, as the campaign issues</source>
        <translation>{} 行が定額の {} と違います</translation>
    </message>
    <message>
        <source>{} rows are not {}, as the campaign issues</source>
        <translation>{} 行が定額の {} と違います</translation>
    </message>
    <message>
        <source>All rows are {}, as the campaign issues</source>
        <translation>すべての行が定額の {} です</translation>
    </message>
    <message>
        <source>{} row is outside the campaign&apos;s amount ({})</source>
        <translation>{} 行が {} の範囲を外れます</translation>
    </message>
    <message>
        <source>{} rows are outside the campaign&apos;s amount ({})</source>
        <translation>{} 行が {} の範囲を外れます</translation>
    </message>
    <message>
        <source>All rows are within the campaign&apos;s amount ({})</source>
        <translation>すべての行が {} の範囲内</translation>
    </message>
    <message>
        <source>rows {}</source>
        <translation>{} 行目</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Errors</source>
        <translation>エラー</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>Edited</source>
        <translation>修正済み</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Show rows of every code again</source>
        <translation>すべてのコードの行を表示に戻す</translation>
    </message>
    <message>
        <source>Filter by address, key or row number</source>
        <translation>アドレス・指定キー・行番号で絞り込み</translation>
    </message>
    <message>
        <source>Only {}; show every code again</source>
        <translation>{} のみ表示中。すべてのコードの表示に戻す</translation>
    </message>
</context>
<context>
    <name>FoldedSettings</name>
    <message>
        <source>Issue settings</source>
        <translation>マイル発行情報</translation>
    </message>
    <message>
        <source>transfer mail</source>
        <translation>振込完了メールあり</translation>
    </message>
    <message>
        <source>no transfer mail</source>
        <translation>振込完了メールなし</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Collapse</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Grid</name>
    <message>
        <source>Rows of the batch</source>
        <translation>バッチの行</translation>
    </message>
    <message>
        <source>Columns of your own are only shown here. Change them in your sheet.</source>
        <translation>送信しない列は、ここでは表示だけです。元の表で直してください。</translation>
    </message>
    <message>
        <source>Edit the cell</source>
        <translation>セルを編集</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>切り取り</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>コピー</translation>
    </message>
    <message>
        <source>Copy with headings</source>
        <translation>見出しも付けてコピー</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Fill down</source>
        <translation>下へコピー</translation>
    </message>
    <message>
        <source>Find and replace…</source>
        <translation>検索と置換…</translation>
    </message>
    <message>
        <source>Clear the cells</source>
        <translation>セルをクリア</translation>
    </message>
    <message>
        <source>Insert a row</source>
        <translation>行を挿入</translation>
    </message>
    <message>
        <source>Exclude the rows</source>
        <translation>行を除外</translation>
    </message>
    <message>
        <source>Include the rows</source>
        <translation>除外を取り消す</translation>
    </message>
    <message>
        <source>Do not issue these rows (reason…)</source>
        <translation>この行は発行しない（理由…）</translation>
    </message>
    <message>
        <source>Proposed repairs of these rows…</source>
        <translation>この行の修正案…</translation>
    </message>
    <message>
        <source>Sort by this column</source>
        <translation>この列で並べ替え</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
    <message>
        <source>Repair {0} → {1}</source>
        <translation>修正 {0} → {1}</translation>
    </message>
</context>
<context>
    <name>GridEdits</name>
    <message>
        <source>Writing {} cells</source>
        <translation>{} 個のセルに書き込み中</translation>
    </message>
    <message>
        <source>Leaving {} rows out</source>
        <translation>{} 行を除外中</translation>
    </message>
    <message>
        <source>Taking {} rows in</source>
        <translation>{} 行を対象に戻しています</translation>
    </message>
    <message>
        <source>Closing {} rows</source>
        <translation>{} 行を発行対象外にしています</translation>
    </message>
    <message>
        <source>Pasting {} cells</source>
        <translation>{} 個のセルを貼り付け中</translation>
    </message>
    <message>
        <source>{} pasted lines had no row: the list is filtered.</source>
        <translation>絞り込み中のため、{} 行は貼り付ける先がありませんでした。</translation>
    </message>
    <message>
        <source>{} rows were added at the end.</source>
        <translation>末尾に {} 行を追加しました。</translation>
    </message>
    <message>
        <source>{} row was added at the end.</source>
        <translation>末尾に {} 行を追加しました。</translation>
    </message>
    <message>
        <source>{} cell right of the last column was left out.</source>
        <translation>最後の列より右の {} 個のセルは取り込みませんでした。</translation>
    </message>
    <message>
        <source>{} cells right of the last column were left out.</source>
        <translation>最後の列より右の {} 個のセルは取り込みませんでした。</translation>
    </message>
    <message>
        <source>Replacing in {} rows</source>
        <translation>{} 行を置換中</translation>
    </message>
    <message>
        <source>Undoing {} changes</source>
        <translation>{} 件の変更を元に戻しています</translation>
    </message>
    <message>
        <source>Redoing {} changes</source>
        <translation>{} 件の変更をやり直しています</translation>
    </message>
</context>
<context>
    <name>GridModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Problem</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>{} (stays on this computer)</source>
        <translation>{}（このパソコンだけに残ります）</translation>
    </message>
    <message>
        <source>Edited. The file says: {}</source>
        <translation>修正済み。ファイルの値：{}</translation>
    </message>
    <message>
        <source>Row {}</source>
        <translation>{} 行目</translation>
    </message>
    <message>
        <source>edited</source>
        <translation>修正済み</translation>
    </message>
    <message>
        <source>excluded</source>
        <translation>除外</translation>
    </message>
</context>
<context>
    <name>Heads</name>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>{} more</source>
        <translation>ほか {} 列</translation>
    </message>
    <message>
        <source>Show the columns that are not sent: {}</source>
        <translation>送らない列を表示：{}</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
</context>
<context>
    <name>HiddenQuestion</name>
    <message>
        <source>Hidden rows (filter)</source>
        <translation>非表示の行（フィルター）</translation>
    </message>
    <message>
        <source>Hidden rows</source>
        <translation>非表示の行</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>History of the batch</source>
        <translation>このバッチの記録</translation>
    </message>
    <message>
        <source>Read the file in another way…</source>
        <translation>読み込み方を変える…</translation>
    </message>
    <message>
        <source>Move to another campaign…</source>
        <translation>別のキャンペーンへ移す…</translation>
    </message>
    <message>
        <source>What happened</source>
        <translation>経過</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>How the file was read</source>
        <translation>ファイルの読み込み</translation>
    </message>
    <message>
        <source>The file was read in another way: {}</source>
        <translation>ファイルの読み込み方を変えました：{}</translation>
    </message>
    <message>
        <source>Created: {}</source>
        <translation>作成しました：{}</translation>
    </message>
    <message>
        <source>Accepted by the portal: {}</source>
        <translation>ポータルが受け付けました：{}</translation>
    </message>
    <message>
        <source>Sent although it repeats an earlier issue. Reason: {}</source>
        <translation>以前に同じ発行がありますが、次の理由で送信します：{}</translation>
    </message>
    <message>
        <source>Another sheet of the workbook was taken: {}</source>
        <translation>ブックの別のシートを読み込みました：{}</translation>
    </message>
    <message>
        <source>Moved here from campaign {}</source>
        <translation>キャンペーン {} から移しました</translation>
    </message>
</context>
<context>
    <name>ImportPage</name>
    <message>
        <source>Choose another file</source>
        <translation>別のファイルを選ぶ</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>とばす</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>取り込む</translation>
    </message>
    <message>
        <source>File {0} of {1}</source>
        <translation>{1} 個のうち {0} 個目</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>別のファイル</translation>
    </message>
    <message>
        <source>Import {} row</source>
        <translation>{} 行を取り込む</translation>
    </message>
    <message>
        <source>Import {} rows</source>
        <translation>{} 行を取り込む</translation>
    </message>
</context>
<context>
    <name>ImportWords</name>
    <message>
        <source>The file is being read</source>
        <translation>ファイルを読み込んでいます</translation>
    </message>
    <message>
        <source>Nothing can be read</source>
        <translation>このファイルは取り込めません</translation>
    </message>
    <message>
        <source>The file is being read again</source>
        <translation>ファイルを読み直しています</translation>
    </message>
    <message>
        <source>Choose the campaign to import</source>
        <translation>キャンペーンを選ぶと、取り込めます</translation>
    </message>
    <message>
        <source>There is no row to import</source>
        <translation>取り込む行がありません</translation>
    </message>
    <message>
        <source>saved on {0} · {1} KB</source>
        <translation>{0} に保存 · {1} KB</translation>
    </message>
    <message>
        <source>the table: from the heading in row {0} to row {1}</source>
        <translation>表は {0} 行目の見出しから {1} 行目まで</translation>
    </message>
    <message>
        <source>the table: rows {0} to {1}, without a heading</source>
        <translation>表は {0} 行目から {1} 行目まで（見出しなし）</translation>
    </message>
</context>
<context>
    <name>LineMenu</name>
    <message>
        <source>Row {} is the heading</source>
        <translation>{} 行目を見出しにする</translation>
    </message>
    <message>
        <source>The table begins at row {}, without a heading</source>
        <translation>{} 行目から、見出しなしで始める</translation>
    </message>
    <message>
        <source>There is no heading</source>
        <translation>見出しはない</translation>
    </message>
    <message>
        <source>Detect where the table begins</source>
        <translation>表の始まりを自動で判定</translation>
    </message>
</context>
<context>
    <name>LineageLine</name>
    <message>
        <source>Of {0} row: {1} issued · {2} open · {3} closed</source>
        <translation>全 {0} 行: 発行済み {1} · 残り {2} · 終了 {3}</translation>
    </message>
    <message>
        <source>Of {0} rows: {1} issued · {2} open · {3} closed</source>
        <translation>全 {0} 行: 発行済み {1} · 残り {2} · 終了 {3}</translation>
    </message>
    <message>
        <source>Of {0} row: {1} issued · {2} open · {3} closed · {4} without a result yet</source>
        <translation>全 {0} 行: 発行済み {1} · 残り {2} · 終了 {3} · 結果待ち {4}</translation>
    </message>
    <message>
        <source>Of {0} rows: {1} issued · {2} open · {3} closed · {4} without a result yet</source>
        <translation>全 {0} 行: 発行済み {1} · 残り {2} · 終了 {3} · 結果待ち {4}</translation>
    </message>
    <message>
        <source>Every row is issued or closed</source>
        <translation>すべての行が発行済みか終了です</translation>
    </message>
    <message>
        <source>Round {}</source>
        <translation>{} 回目</translation>
    </message>
    <message>
        <source>{0}: rows {1}, {2} issued, {3} refused, {4} closed</source>
        <translation>{0}：{1} 行（発行済み {2}・エラー {3}・終了 {4}）</translation>
    </message>
    <message>
        <source>Open round {}</source>
        <translation>{} 回目を開く</translation>
    </message>
</context>
<context>
    <name>ModeChoice</name>
    <message>
        <source>Mode of issue</source>
        <translation>マイル発行方法</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Mobile</source>
        <translation>携帯</translation>
    </message>
    <message>
        <source>Mobile address</source>
        <translation>携帯メールアドレス</translation>
    </message>
    <message>
        <source>Members get no mail when the miles are transferred.</source>
        <translation>振込時に会員へのメールは送られません。</translation>
    </message>
</context>
<context>
    <name>MoreButton</name>
    <message>
        <source>More</source>
        <translation>その他の操作</translation>
    </message>
    <message>
        <source>Save the result, or cancel what was issued</source>
        <translation>結果の保存、発行分の取消</translation>
    </message>
    <message>
        <source>Cancel the {} issued row…</source>
        <translation>発行した {} 行を取り消す…</translation>
    </message>
    <message>
        <source>Cancel the {} issued rows…</source>
        <translation>発行した {} 行を取り消す…</translation>
    </message>
    <message>
        <source>Nothing happens yet: you see first what can be cancelled and how.</source>
        <translation>まだ何も起こりません。取り消せる発行とその方法を先に確認できます。</translation>
    </message>
</context>
<context>
    <name>MoveDialog</name>
    <message>
        <source>Move to another campaign</source>
        <translation>別のキャンペーンへ移す</translation>
    </message>
    <message>
        <source>Move {} row</source>
        <translation>{} 行を移す</translation>
    </message>
    <message>
        <source>Move {} rows</source>
        <translation>{} 行を移す</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>All corrections stay. The rows are checked against the rule of the other campaign, and nothing is sent yet.</source>
        <translation>修正した内容はそのまま残ります。移した行は新しいキャンペーンの発行ルールで確認し直されます。まだ送信されません。</translation>
    </message>
</context>
<context>
    <name>NewBatch</name>
    <message>
        <source>New batch</source>
        <translation>新しいバッチ</translation>
    </message>
</context>
<context>
    <name>OpenBatch</name>
    <message>
        <source>{1} of {0} row</source>
        <translation>{1} / {0} 行</translation>
    </message>
    <message>
        <source>{1} of {0} rows</source>
        <translation>{1} / {0} 行</translation>
    </message>
</context>
<context>
    <name>OwnColumnChoice</name>
    <message>
        <source>Show columns of your own</source>
        <translation>列を表示（送信しない列）</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>Hide all</source>
        <translation>すべて隠す</translation>
    </message>
    <message>
        <source>{}: only on this computer, never sent. Row numbers are those of your sheet.</source>
        <translation>{}: このパソコンだけに残り、ポータルへは送りません。行は元の表の行番号です。</translation>
    </message>
</context>
<context>
    <name>PartColumns</name>
    <message>
        <source>Part</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>処理状態</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Processed records</source>
        <translation>処理レコード数</translation>
    </message>
    <message>
        <source>Error records</source>
        <translation>エラーレコード数</translation>
    </message>
    <message>
        <source>No answer came. It is looked up before it is sent again, so nothing is issued twice.</source>
        <translation>応答がありませんでした。先に受付を照会し、必要な場合だけ同じキーで送り直すので、二重には発行されません。</translation>
    </message>
    <message>
        <source>The portal stopped before the other rows. They can be put into a correction.</source>
        <translation>残りの行が処理されないまま中断しました。修正バッチに入れて送信できます。</translation>
    </message>
    <message>
        <source>The lists were deleted at the portal; only the counts are known.</source>
        <translation>リストはポータルで削除済みのため、件数だけが分かります。</translation>
    </message>
</context>
<context>
    <name>PartsTable</name>
    <message>
        <source>Parts of the batch</source>
        <translation>バッチの分割</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>Paste cells</source>
        <translation>セルの貼り付け</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>The cells are being read</source>
        <translation>セルを読み込んでいます</translation>
    </message>
    <message>
        <source>There is no row to paste</source>
        <translation>貼り付ける行がありません</translation>
    </message>
    <message>
        <source>Paste {} row</source>
        <translation>{} 行を貼り付ける</translation>
    </message>
    <message>
        <source>Paste {} rows</source>
        <translation>{} 行を貼り付ける</translation>
    </message>
</context>
<context>
    <name>Pasting</name>
    <message>
        <source>The clipboard holds no text. Copy cells in the spreadsheet first.</source>
        <translation>クリップボードに文字がありません。先に表計算ソフトでセルをコピーしてください。</translation>
    </message>
    <message>
        <source>Pasted cells</source>
        <translation>貼り付けたセル</translation>
    </message>
    <message>
        <source>The clipboard holds no rows. Copy cells with address, key and miles.</source>
        <translation>クリップボードに行として読めるセルがありません。アドレス・指定キー・マイル数のセルをコピーしてください。</translation>
    </message>
    <message>
        <source>Pasting {} rows</source>
        <translation>{} 行を貼り付けています</translation>
    </message>
    <message>
        <source>{} row was pasted.</source>
        <translation>{} 行を貼り付けました。</translation>
    </message>
    <message>
        <source>{} rows were pasted.</source>
        <translation>{} 行を貼り付けました。</translation>
    </message>
    <message>
        <source>Columns: {}.</source>
        <translation>列：{}。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>The heading was left out.</source>
        <translation>見出しは除きました。</translation>
    </message>
    <message>
        <source>Columns left out: {}.</source>
        <translation>除いた列：{}。</translation>
    </message>
</context>
<context>
    <name>Placeholder</name>
    <message>
        <source>Read again</source>
        <translation>読み直す</translation>
    </message>
    <message>
        <source>Choose another encoding</source>
        <translation>別の文字コードを選ぶ</translation>
    </message>
    <message>
        <source>This file cannot be read</source>
        <translation>このファイルは読み込めません</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>Put back</source>
        <translation>戻す</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>除く</translation>
    </message>
    <message>
        <source>Show {} more</source>
        <translation>続きの {} 行を表示</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>すべて表示</translation>
    </message>
    <message>
        <source>rows {0}–{1}</source>
        <translation>{0}–{1} 行目</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source> ({} of them hidden)</source>
        <translation>（うち非表示 {}）</translation>
    </message>
    <message>
        <source> ({} of them hidden, left out)</source>
        <translation>（うち非表示 {}、除く）</translation>
    </message>
    <message>
        <source>Heading</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>heading</source>
        <translation>見出し</translation>
    </message>
    <message>
        <source>hidden, waits for your answer</source>
        <translation>非表示、回答待ち</translation>
    </message>
    <message>
        <source>hidden, left out</source>
        <translation>非表示、除く</translation>
    </message>
    <message>
        <source>hidden, included</source>
        <translation>非表示、含める</translation>
    </message>
    <message>
        <source>put back</source>
        <translation>戻した行</translation>
    </message>
    <message>
        <source>Enter: {}</source>
        <translation>Enter：{}</translation>
    </message>
    <message>
        <source>Excel keeps {0}, the sheet shows {1}</source>
        <translation>Excel では {0}、表示は {1}</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>Records of the file</source>
        <translation>ファイルの行</translation>
    </message>
</context>
<context>
    <name>ProblemLine</name>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>Show these rows</source>
        <translation>この行を表示</translation>
    </message>
</context>
<context>
    <name>ProblemPanel</name>
    <message>
        <source>Problems</source>
        <translation>問題</translation>
    </message>
    <message>
        <source>Move to another campaign…</source>
        <translation>別のキャンペーンへ移す…</translation>
    </message>
    <message>
        <source>Warnings (can be sent)</source>
        <translation>警告（送信できます）</translation>
    </message>
    <message>
        <source>No problems were found.</source>
        <translation>問題はありません。</translation>
    </message>
    <message>
        <source>Do not issue…</source>
        <translation>発行しない…</translation>
    </message>
    <message>
        <source>Do not issue these rows, and say why</source>
        <translation>これらの行を発行しない（理由を記録）</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>Proposed repairs: {}…</source>
        <translation>修正案 {} 個…</translation>
    </message>
    <message>
        <source>All proposed repairs: {}…</source>
        <translation>すべての修正案（{} 個）…</translation>
    </message>
</context>
<context>
    <name>ReadingPage</name>
    <message>
        <source>Back without changes</source>
        <translation>変更せずに戻る</translation>
    </message>
    <message>
        <source>Read the file this way</source>
        <translation>この読み込み方にする</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>The file is being read.</source>
        <translation>ファイルを読み込んでいます。</translation>
    </message>
    <message>
        <source>Nothing can be read.</source>
        <translation>この読み方では何も読み取れません。</translation>
    </message>
    <message>
        <source>The file is read this way already.</source>
        <translation>今の読み込み方と同じです。</translation>
    </message>
    <message>
        <source>Choose first what becomes of the corrections that no longer fit.</source>
        <translation>合わなくなった修正をどうするか、先に選んでください。</translation>
    </message>
</context>
<context>
    <name>ReadingReport</name>
    <message>
        <source>row 1 is a heading: {}</source>
        <translation>1 行目は見出し（{}）</translation>
    </message>
    <message>
        <source>{} and {} more</source>
        <translation>{} ほか {} 行</translation>
    </message>
    <message>
        <source>characters that cannot be read in row {}</source>
        <translation>読めない文字のある行：{}</translation>
    </message>
    <message>
        <source>Keys stored as numbers, whose leading zeros may be lost: {}.</source>
        <translation>数値として保存された指定キーが {} 件あります。先頭の 0 が失われた可能性があります。</translation>
    </message>
    <message>
        <source>Numbers of more than 15 digits, whose end the workbook has lost: {}.</source>
        <translation>15 桁を超える数値が {} 件あります。末尾の桁はブックで失われています。</translation>
    </message>
    <message>
        <source>Cells stored as dates: {}.</source>
        <translation>日付として保存されたセルが {} 個あります。</translation>
    </message>
    <message>
        <source>Cells with spreadsheet errors such as #N/A, as a formula left them: {}.</source>
        <translation>#N/A など表計算ソフトのエラー値になっているセル：{} 個</translation>
    </message>
    <message>
        <source>sheet “{}”</source>
        <translation>シート「{}」</translation>
    </message>
    <message>
        <source>cells rid of outer spaces: {}</source>
        <translation>前後の空白を除いたセル {} 個</translation>
    </message>
    <message>
        <source>empty rows left out at the end: {}</source>
        <translation>末尾の空行 {} 行を除外</translation>
    </message>
</context>
<context>
    <name>ReconciliationDialog</name>
    <message>
        <source>Reconciliation</source>
        <translation>照合</translation>
    </message>
    <message>
        <source>What does not agree</source>
        <translation>合わないもの</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>File, lists, history and bill agree.</source>
        <translation>ファイル、リスト、履歴、請求はすべて一致しています。</translation>
    </message>
    <message>
        <source>Things that do not agree: {}</source>
        <translation>合わないもの：{} 件</translation>
    </message>
    <message>
        <source>Rows of the batch</source>
        <translation>バッチの行</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>送らなかった行</translation>
    </message>
    <message>
        <source>Completed list</source>
        <translation>登録完了リスト</translation>
    </message>
    <message>
        <source>Error list</source>
        <translation>エラーリスト</translation>
    </message>
    <message>
        <source>In the history</source>
        <translation>履歴にある発行</translation>
    </message>
    <message>
        <source>Seen from tomorrow</source>
        <translation>明日から履歴に出る発行</translation>
    </message>
    <message>
        <source>Cancelled from here</source>
        <translation>ここから取り消した発行</translation>
    </message>
    <message>
        <source>Rows whose lists were deleted before they were fetched: {}</source>
        <translation>取得前にリストが削除された行：{} 件</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>ポータル</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対応</translation>
    </message>
    <message>
        <source>Bill</source>
        <translation>請求</translation>
    </message>
    <message>
        <source>final</source>
        <translation>確定</translation>
    </message>
    <message>
        <source>until {}</source>
        <translation>{} まで</translation>
    </message>
    <message>
        <source>{} ({}): issued {} / bill {} · cancelled {} / bill {}</source>
        <translation>{}（{}）：発行 {} / 請求 {} ・ 取消 {} / 請求 {}</translation>
    </message>
    <message>
        <source>Nothing of it stands in the history yet.</source>
        <translation>履歴にはまだ出ていません。</translation>
    </message>
    <message>
        <source>Predicted and actual</source>
        <translation>事前の確認と結果</translation>
    </message>
    <message>
        <source>Our check predicted everything it could.</source>
        <translation>事前の確認で分かるエラーは、すべて見つけていました。</translation>
    </message>
    <message>
        <source>Rows refused that our check should have known: {}</source>
        <translation>事前に見つけられたはずのエラー：{} 行</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>事前の確認</translation>
    </message>
    <message>
        <source>Actual</source>
        <translation>ポータル</translation>
    </message>
    <message>
        <source>Not predicted</source>
        <translation>見落とし</translation>
    </message>
</context>
<context>
    <name>RepairModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>修正前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>修正後</translation>
    </message>
    <message>
        <source>What is done</source>
        <translation>修正内容</translation>
    </message>
    <message>
        <source>ticked</source>
        <translation>選択</translation>
    </message>
    <message>
        <source>not ticked</source>
        <translation>選択なし</translation>
    </message>
    <message>
        <source>Row {}</source>
        <translation>{} 行</translation>
    </message>
</context>
<context>
    <name>RepairPage</name>
    <message>
        <source>Back without changes</source>
        <translation>変更せずに戻る</translation>
    </message>
    <message>
        <source>Proposed repairs</source>
        <translation>修正案</translation>
    </message>
    <message>
        <source>Cells without a problem are never touched. What you apply can be undone as one step.</source>
        <translation>問題のないセルには手を加えません。適用した修正は一度の操作で元に戻せます。</translation>
    </message>
    <message>
        <source>Cells that would change</source>
        <translation>変わるセル</translation>
    </message>
    <message>
        <source>in {} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>in {} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{0} cell {1} will change</source>
        <translation>{1}の {0} 個のセルが変わります</translation>
    </message>
    <message>
        <source>{0} cells {1} will change</source>
        <translation>{1}の {0} 個のセルが変わります</translation>
    </message>
    <message>
        <source>Repair {} cells</source>
        <translation>{} 個のセルを修正</translation>
    </message>
    <message>
        <source>Repair {} cell</source>
        <translation>{} 個のセルを修正</translation>
    </message>
    <message>
        <source>Tick what is to be repaired first.</source>
        <translation>修正するものを選んでください。</translation>
    </message>
    <message>
        <source>Repairing {} cells</source>
        <translation>{} 個のセルを修正中</translation>
    </message>
</context>
<context>
    <name>RepairTable</name>
    <message>
        <source>Cells that would change</source>
        <translation>変わるセル</translation>
    </message>
</context>
<context>
    <name>RepeatsQuestion</name>
    <message>
        <source>for example: the second visit of the same members</source>
        <translation>例: 同じ会員の 2 回目の来店分</translation>
    </message>
    <message>
        <source>Or issue it once more, for this reason (kept in the history of the batch):</source>
        <translation>または、理由を書いてもう一度発行する（バッチの経過に残ります）:</translation>
    </message>
    <message>
        <source>Wait a moment: earlier issues are being compared.</source>
        <translation>以前の発行と照合しています。少しお待ちください。</translation>
    </message>
    <message>
        <source>Decide first: leave out what was issued before, or say why it is issued once more.</source>
        <translation>先に、発行済みの行を除くか、もう一度発行する理由を書いてください。</translation>
    </message>
    <message>
        <source>Leave the {} repeating row out</source>
        <translation>繰り返しの {} 行を除く</translation>
    </message>
    <message>
        <source>Leave the {} repeating rows out</source>
        <translation>繰り返しの {} 行を除く</translation>
    </message>
    <message>
        <source>Every row repeats another: none would be left.</source>
        <translation>すべての行が繰り返しのため、除くと送信する行がなくなります。</translation>
    </message>
    <message>
        <source>Issued before: {}</source>
        <translation>発行済み：{}</translation>
    </message>
    <message>
        <source>Leaving {} rows out</source>
        <translation>{} 行を除外中</translation>
    </message>
</context>
<context>
    <name>ReplaceBar</name>
    <message>
        <source>Find</source>
        <translation>検索する文字</translation>
    </message>
    <message>
        <source>Replace with</source>
        <translation>置換後の文字</translation>
    </message>
    <message>
        <source>Columns to replace in</source>
        <translation>置換する列</translation>
    </message>
    <message>
        <source>All columns</source>
        <translation>すべての列</translation>
    </message>
    <message>
        <source>Replace all</source>
        <translation>すべて置換</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Replaced in {} cells.</source>
        <translation>{} 個のセルを置換しました。</translation>
    </message>
    <message>
        <source>Replaced in {} cell.</source>
        <translation>{} 個のセルを置換しました。</translation>
    </message>
    <message>
        <source>{} cells in the listed rows</source>
        <translation>表示中の行に {} 個</translation>
    </message>
    <message>
        <source>{} cell in the listed rows</source>
        <translation>表示中の行に {} 個</translation>
    </message>
    <message>
        <source>{} cells in the selected rows</source>
        <translation>選択した行に {} 個</translation>
    </message>
    <message>
        <source>{} cell in the selected rows</source>
        <translation>選択した行に {} 個</translation>
    </message>
</context>
<context>
    <name>ResultSaving</name>
    <message>
        <source>Results as an Excel workbook…</source>
        <translation>結果を .xlsx で保存…</translation>
    </message>
    <message>
        <source>Error list as an Excel workbook…</source>
        <translation>エラーリストを .xlsx で保存…</translation>
    </message>
    <message>
        <source>Error list as CSV…</source>
        <translation>エラーリストを CSV で保存…</translation>
    </message>
    <message>
        <source>Completed list as an Excel workbook…</source>
        <translation>登録完了リストを .xlsx で保存…</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel ブック (*.xlsx)</translation>
    </message>
    <message>
        <source>Save the results</source>
        <translation>結果を保存</translation>
    </message>
    <message>
        <source>{0} row was saved: {1}</source>
        <translation>{0} 行を保存しました：{1}</translation>
    </message>
    <message>
        <source>{0} rows were saved: {1}</source>
        <translation>{0} 行を保存しました：{1}</translation>
    </message>
    <message>
        <source>A sheet cannot hold that many rows: they go on in sheet 2 of the workbook.</source>
        <translation>1 枚のシートに入る行数を超えたため、続きはブックの 2 枚目のシートにあります。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダーを開く</translation>
    </message>
</context>
<context>
    <name>RoleChooser</name>
    <message>
        <source>Choose…</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Column {0}: {1}</source>
        <translation>{0} 列：{1}</translation>
    </message>
    <message>
        <source>Use the addresses as specified keys, too</source>
        <translation>メールアドレスを指定キーにも使う</translation>
    </message>
</context>
<context>
    <name>RowStatusTexts</name>
    <message>
        <source>Closed</source>
        <translation>発行しない</translation>
    </message>
    <message>
        <source>Excluded</source>
        <translation>除外</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>発行済み</translation>
    </message>
    <message>
        <source>Not sent: {}</source>
        <translation>未送信：{}</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未送信</translation>
    </message>
    <message>
        <source>Not sent yet</source>
        <translation>送信前</translation>
    </message>
    <message>
        <source>No answer came: not known whether it was accepted</source>
        <translation>応答なし。受け付けられたかは、まだ分かりません</translation>
    </message>
    <message>
        <source>Not judged yet</source>
        <translation>判定待ち</translation>
    </message>
    <message>
        <source>Not judged: the registration was interrupted</source>
        <translation>未判定（発行登録が中断されています）</translation>
    </message>
    <message>
        <source>Result not known: the lists were deleted</source>
        <translation>結果不明（リストが削除されています）</translation>
    </message>
    <message>
        <source>Last time {0}: {1}</source>
        <translation>前回 {0}：{1}</translation>
    </message>
    <message>
        <source>{} +{}</source>
        <translation>{} ＋{}</translation>
    </message>
    <message>
        <source>Transfer on {}</source>
        <translation>振込日 {}</translation>
    </message>
</context>
<context>
    <name>RowsPanel</name>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>検索中…</translation>
    </message>
    <message>
        <source>{} rows were copied.</source>
        <translation>{} 行をコピーしました。</translation>
    </message>
    <message>
        <source>{} row was copied.</source>
        <translation>{} 行をコピーしました。</translation>
    </message>
    <message>
        <source>No rows with errors</source>
        <translation>エラーの行はありません</translation>
    </message>
    <message>
        <source>No rows with warnings</source>
        <translation>警告の行はありません</translation>
    </message>
    <message>
        <source>No rows were edited</source>
        <translation>修正した行はありません</translation>
    </message>
    <message>
        <source>No rows are excluded</source>
        <translation>除外した行はありません</translation>
    </message>
    <message>
        <source>Copy cells in the spreadsheet and press Ctrl+V, with or without their headings. Or type the rows.</source>
        <translation>表計算ソフトでセルをコピーし、Ctrl+V を押すと貼り付けられます（見出しはあってもなくてもかまいません）。1 行ずつ入力することもできます。</translation>
    </message>
    <message>
        <source>No rows yet</source>
        <translation>まだ行がありません</translation>
    </message>
    <message>
        <source>Add a row</source>
        <translation>行を追加</translation>
    </message>
    <message>
        <source>No row matches the filter</source>
        <translation>条件に合う行はありません</translation>
    </message>
    <message>
        <source>Show all rows</source>
        <translation>すべての行を表示</translation>
    </message>
</context>
<context>
    <name>SendConfirmPage</name>
    <message>
        <source>I have made sure that this is the campaign to issue for</source>
        <translation>発行対象キャンペーンであることを確認しました</translation>
    </message>
    <message>
        <source>Back to correcting</source>
        <translation>修正に戻る</translation>
    </message>
    <message>
        <source>Do not send automatically</source>
        <translation>自動で送信しない</translation>
    </message>
    <message>
        <source>A sent issue cannot be edited or called back. Corrections are made as a new batch.</source>
        <translation>送信した発行は編集も取り下げもできません。修正は新しいバッチで行います。</translation>
    </message>
    <message>
        <source>Issue {0} row for {1}</source>
        <translation>{1} に {0} 行を発行する</translation>
    </message>
    <message>
        <source>Issue {0} rows for {1}</source>
        <translation>{1} に {0} 行を発行する</translation>
    </message>
    <message>
        <source>Issue {0} row for {1} when its period opens ({2})</source>
        <translation>{1} に {0} 行を発行期間の開始後に発行する（{2}）</translation>
    </message>
    <message>
        <source>Issue {0} rows for {1} when its period opens ({2})</source>
        <translation>{1} に {0} 行を発行期間の開始後に発行する（{2}）</translation>
    </message>
    <message>
        <source>Will be sent once the period opens on {}, as soon as this program is signed in.</source>
        <translation>{} に発行期間が始まったら、このプログラムでログインしているときに自動で送信します。</translation>
    </message>
    <message>
        <source>Offline: everything is kept. Go online to send.</source>
        <translation>オフラインです。内容は保存されています。送信はオンラインになってから行えます。</translation>
    </message>
    <message>
        <source>There is nothing to send.</source>
        <translation>送信できる行がありません。</translation>
    </message>
    <message>
        <source>The campaign cannot be issued for today.</source>
        <translation>このキャンペーンは本日発行できません。</translation>
    </message>
    <message>
        <source>Tick the box first: is it the right campaign?</source>
        <translation>発行対象キャンペーンを確認し、チェックを入れてください。</translation>
    </message>
    <message>
        <source>Text for the transfer mail</source>
        <translation>マイル振込メール差込文</translation>
    </message>
    <message>
        <source>This program is offline. Go online to send.</source>
        <translation>オフラインのため送信できません。オンラインにしてください。</translation>
    </message>
</context>
<context>
    <name>SendingTasks</name>
    <message>
        <source>Issue {}</source>
        <translation>{} の発行</translation>
    </message>
    <message>
        <source>Look up the results of {}</source>
        <translation>{} の結果を照会</translation>
    </message>
</context>
<context>
    <name>SentPage</name>
    <message>
        <source>Back to correcting</source>
        <translation>修正に戻る</translation>
    </message>
    <message>
        <source>Issued rows</source>
        <translation>発行した行</translation>
    </message>
    <message>
        <source>Open the correction</source>
        <translation>修正バッチを開く</translation>
    </message>
    <message>
        <source>Issued miles</source>
        <translation>発行マイル数</translation>
    </message>
    <message>
        <source>Refused by the portal</source>
        <translation>ポータルでエラー</translation>
    </message>
    <message>
        <source>Result not known yet</source>
        <translation>結果がまだ分からない行</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>送信していない行</translation>
    </message>
    <message>
        <source>Hide the parts</source>
        <translation>分割送信の一覧を隠す</translation>
    </message>
    <message>
        <source>Reconcile…</source>
        <translation>照合…</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>You can go on working elsewhere. If you stop, parts already accepted stay issued and the rest can be sent later; nothing is issued twice.</source>
        <translation>他の作業を続けられます。中止しても受付済みの分は発行され、残りは後で送信できます。二重に発行されることはありません。</translation>
    </message>
    <message>
        <source>Parts: {} of {} accepted</source>
        <translation>分割送信：{} / {} 受付済み</translation>
    </message>
    <message>
        <source>Show the parts</source>
        <translation>分割送信の一覧を表示</translation>
    </message>
    <message>
        <source>No row was refused so far.</source>
        <translation>ここまでにエラーになった行はありません。</translation>
    </message>
    <message>
        <source>No row was refused.</source>
        <translation>エラーになった行はありません。</translation>
    </message>
    <message>
        <source>No verdicts yet.</source>
        <translation>判定はまだありません。</translation>
    </message>
    <message>
        <source>Send the remaining {} rows</source>
        <translation>残りの {} 行を送信する</translation>
    </message>
    <message>
        <source>Send the remaining row</source>
        <translation>残りの 1 行を送信する</translation>
    </message>
    <message>
        <source>Wait for the results</source>
        <translation>結果を取得する</translation>
    </message>
    <message>
        <source>Sending stopped half-way. Parts without an answer are looked up first, never sent blindly.</source>
        <translation>送信が途中で止まっています。応答のない分は先に受付を照会してから送信します。</translation>
    </message>
    <message>
        <source>Expected charge (without tax)</source>
        <translation>課金見込み（税抜）</translation>
    </message>
    <message>
        <source>Sending is complete. Rows that were issued are never sent again.</source>
        <translation>送信は完了しました。発行済みの行が二重に送られることはありません。</translation>
    </message>
    <message>
        <source>All parts are accepted. The results have not been fetched yet.</source>
        <translation>すべて受付済みです。結果をまだ取得していません。</translation>
    </message>
    <message>
        <source>Do not send the rest</source>
        <translation>残りは送信しない</translation>
    </message>
    <message>
        <source>Parts already accepted stay issued, the batch ends with them. The other rows are not sent and can be put into a correction.</source>
        <translation>受け付けられた分割は発行されたまま、このバッチは終わります。残りの行は送信されず、修正バッチにできます。</translation>
    </message>
    <message>
        <source>Correct only the {} error rows</source>
        <translation>エラー行だけで修正バッチを作る（{} 行）</translation>
    </message>
    <message>
        <source>Correct only the {} error row</source>
        <translation>エラー行だけで修正バッチを作る（{} 行）</translation>
    </message>
    <message>
        <source>Take up the {} row still open</source>
        <translation>残っている {} 行の修正バッチを作る</translation>
    </message>
    <message>
        <source>Take up the {} rows still open</source>
        <translation>残っている {} 行の修正バッチを作る</translation>
    </message>
    <message>
        <source>Makes a new batch of the rows that were not issued. Issued rows are never sent again.</source>
        <translation>発行されなかった行だけで新しいバッチを作ります。発行済みの行が再び送信されることはありません。</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <comment>12 rows: issue by mobile address</comment>
        <translation>{0}を{1}</translation>
    </message>
    <message>
        <source>Move {} row to another campaign…</source>
        <translation>{} 行を別のキャンペーンへ移す…</translation>
    </message>
    <message>
        <source>Move {} rows to another campaign…</source>
        <translation>{} 行を別のキャンペーンへ移す…</translation>
    </message>
    <message>
        <source>Rows refused because the campaign was closed (42030, 44019).</source>
        <translation>キャンペーンが受け付けていなかったため発行されなかった行です（42030、44019）。</translation>
    </message>
</context>
<context>
    <name>SettingsForm</name>
    <message>
        <source>Transfer at once</source>
        <translation>すぐに振込む</translation>
    </message>
    <message>
        <source>Transfer</source>
        <comment>before the number of days</comment>
        <translation>マイル発行から</translation>
    </message>
    <message>
        <source>Days from issue to transfer</source>
        <translation>マイル発行から振込までの日数</translation>
    </message>
    <message>
        <source>Send the member a mail when the miles are transferred</source>
        <translation>ユーザーに振込完了メールを送信する</translation>
    </message>
    <message>
        <source>Text inserted into the transfer mail</source>
        <translation>マイル振込メール差込文</translation>
    </message>
    <message>
        <source>Show a sample of the mail</source>
        <translation>メールサンプル表示</translation>
    </message>
    <message>
        <source>Not sent (fixed for issues by mobile address)</source>
        <translation>送らない（携帯メールアドレスでの発行では固定）</translation>
    </message>
    <message>
        <source>None (fixed for issues by mobile address)</source>
        <translation>無記入（携帯メールアドレスでの発行では固定）</translation>
    </message>
    <message>
        <source>days after the issue</source>
        <comment>behind the number of days</comment>
        <translation>日後に振込む</translation>
    </message>
    <message>
        <source>Site name, campaign name and miles are written by the portal; only add what is special.</source>
        <translation>サイト名・キャンペーン名・マイル数はポータルが書き込みます。ほかに伝えたいことだけを入力してください。</translation>
    </message>
    <message>
        <source>File to register</source>
        <translation>登録ファイル</translation>
    </message>
    <message>
        <source>Mode of issue</source>
        <translation>マイル発行方法</translation>
    </message>
    <message>
        <source>Transfer setting</source>
        <translation>マイル振込設定</translation>
    </message>
    <message>
        <source>Member registration</source>
        <translation>会員登録</translation>
    </message>
    <message>
        <source>No</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Generate passwords</source>
        <translation>パスワード自動生成</translation>
    </message>
    <message>
        <source>Transfer mail</source>
        <translation>振込完了メール</translation>
    </message>
    <message>
        <source>Text for the transfer mail</source>
        <translation>マイル振込メール差込文</translation>
    </message>
    <message>
        <source>{} / {} characters</source>
        <translation>{} / {} 文字</translation>
    </message>
</context>
<context>
    <name>SidePanel</name>
    <message>
        <source>Hide the problems</source>
        <translation>問題一覧を隠す</translation>
    </message>
    <message>
        <source>Show the problems</source>
        <translation>問題一覧を表示</translation>
    </message>
</context>
<context>
    <name>StepTrail</name>
    <message>
        <source>Import</source>
        <translation>取込</translation>
    </message>
    <message>
        <source>Check and correct</source>
        <translation>確認・修正</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Step {} of {}: {}</source>
        <translation>手順 {} / {}：{}</translation>
    </message>
</context>
<context>
    <name>Summary</name>
    <message>
        <source>Copy the campaign ID</source>
        <translation>キャンペーンIDをコピー</translation>
    </message>
    <message>
        <source>Campaign to issue for</source>
        <translation>発行対象キャンペーン</translation>
    </message>
    <message>
        <source>Rows to issue</source>
        <translation>発行する行</translation>
    </message>
    <message>
        <source>Please check before sending</source>
        <translation>送信前に確認してください</translation>
    </message>
    <message>
        <source>Sum of miles</source>
        <translation>マイル数の合計</translation>
    </message>
    <message>
        <source>Predicted cost (without tax)</source>
        <translation>課金見込み（税抜）</translation>
    </message>
    <message>
        <source>Transfer date</source>
        <translation>振込日</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>At most 10,000 rows each</source>
        <translation>1 回に 10,000 行まで</translation>
    </message>
    <message>
        <source>{0} row ({1}) repeats one of the last {2} days in this campaign: the same miles</source>
        <translation>{0} 行（{1}）が、最近 {2} 日以内にこのキャンペーンで発行した行と同じマイル数です</translation>
    </message>
    <message>
        <source>{0} rows ({1}) repeat rows of the last {2} days in this campaign: the same miles</source>
        <translation>{0} 行（{1}）が、最近 {2} 日以内にこのキャンペーンで発行した行と同じマイル数です</translation>
    </message>
    <message>
        <source>To the same key: {0}; to the same address under another key: {1}</source>
        <translation>指定キーが同じ：{0} 行、指定キーは違いアドレスが同じ：{1} 行</translation>
    </message>
    <message>
        <source>First issued: {}</source>
        <translation>最初の発行：{}</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{0} row; {1} as refused before</source>
        <comment>1 row; 1 as refused before</comment>
        <translation>{0} 行（うち前回エラーのまま {1} 行）</translation>
    </message>
    <message>
        <source>{0} rows; {1} as refused before</source>
        <comment>5 rows; 2 as refused before</comment>
        <translation>{0} 行（うち前回エラーのまま {1} 行）</translation>
    </message>
    <message>
        <source>{} row excluded by hand</source>
        <translation>手動で除外した行 {} 行</translation>
    </message>
    <message>
        <source>The portal could not be asked about earlier issues. Only what this computer remembers was compared.</source>
        <translation>以前の発行をポータルに確認できませんでした。このパソコンの記録だけで確認しています。</translation>
    </message>
    <message>
        <source>Row {0}: {1}</source>
        <translation>{0} 行：{1}</translation>
    </message>
    <message>
        <source>Some of them are in progress in a batch that is not done.</source>
        <translation>処理が終わっていないバッチで送信中の行が含まれます。</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>Row {1} is unchanged since the portal refused it, so it will most likely do so again.</source>
        <translation>{1} 行目は前回のエラーから直されていないため、同じエラーになる見込みです。</translation>
    </message>
    <message>
        <source>Unchanged since the portal refused them, so it will most likely do so again. Row {1} is the first.</source>
        <translation>前回のエラーから直されていないため、同じエラーになる見込みです。最初は {1} 行目です。</translation>
    </message>
    <message>
        <source>{} rows are left out</source>
        <translation>{} 行は送信しません</translation>
    </message>
    <message>
        <source>{} row is left out</source>
        <translation>{} 行は送信しません</translation>
    </message>
    <message>
        <source>{} rows excluded by hand</source>
        <translation>手動で除外した行 {} 行</translation>
    </message>
</context>
<context>
    <name>TableCard</name>
    <message>
        <source>Sheets</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>Back to the list of batches</source>
        <translation>バッチの一覧に戻る</translation>
    </message>
    <message>
        <source>{} row</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 行</translation>
    </message>
</context>
<context>
    <name>TotalsBar</name>
    <message>
        <source>Rows to send</source>
        <translation>送信できる行</translation>
    </message>
    <message>
        <source>Total</source>
        <translation>合計</translation>
    </message>
    <message>
        <source>Predicted cost (without tax)</source>
        <translation>課金見込み（税抜）</translation>
    </message>
    <message>
        <source>Uploads</source>
        <translation>分割</translation>
    </message>
    <message>
        <source>{}</source>
        <comment>number of uploads</comment>
        <translation>{} 回</translation>
    </message>
</context>
<context>
    <name>TypedPage</name>
    <message>
        <source>Name of the batch</source>
        <translation>バッチの名前</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Make an empty batch</source>
        <translation>空のバッチを作る</translation>
    </message>
    <message>
        <source>The portal sees it as the name of the file.</source>
        <translation>ポータルにはファイル名として伝わります。</translation>
    </message>
    <message>
        <source>Typed on {}</source>
        <translation>手入力 {}</translation>
    </message>
    <message>
        <source>Choose the campaign first.</source>
        <translation>先にキャンペーンを選んでください。</translation>
    </message>
</context>
<context>
    <name>_Corrections</name>
    <message>
        <source>Keep what was typed</source>
        <translation>入力した内容を残す</translation>
    </message>
    <message>
        <source>Take what the file says</source>
        <translation>ファイルの値にする</translation>
    </message>
    <message>
        <source>Corrections made so far</source>
        <translation>これまでの修正</translation>
    </message>
    <message>
        <source>Nothing was corrected yet, so nothing can get lost.</source>
        <translation>まだ修正はありません。失われるものはありません。</translation>
    </message>
    <message>
        <source>Stay as they are: {}</source>
        <translation>そのまま残る修正：{} 件</translation>
    </message>
    <message>
        <source>No longer fit, because the file says something else there: {}</source>
        <translation>読み込み方が変わり、元の値と合わなくなる修正：{} 件</translation>
    </message>
    <message>
        <source>and {} more</source>
        <translation>ほか {} 件</translation>
    </message>
    <message>
        <source>Row {}: left out, and no longer a row</source>
        <translation>行 {}: 発行しないとした行で、この行はなくなります</translation>
    </message>
    <message>
        <source>Row {0}, {1}: “{2}” was typed, no longer a row</source>
        <translation>行 {0} の{1}: 入力「{2}」、この行はなくなります</translation>
    </message>
    <message>
        <source>Row {0}, {1}: “{2}” was typed, the file says “{3}”</source>
        <translation>行 {0} の{1}: 入力「{2}」、ファイルの値「{3}」</translation>
    </message>
</context>
</TS>
