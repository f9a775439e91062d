<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>CancelConfirmPage</name>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Review cancelling</source>
        <translation>取消確認</translation>
    </message>
    <message>
        <source>See the requests</source>
        <translation>取消申請の一覧を見る</translation>
    </message>
    <message>
        <source>Pending: cancelled at once</source>
        <translation>保留：すぐに取消</translation>
    </message>
    <message>
        <source>It takes effect at once and cannot be undone.</source>
        <translation>すぐに取り消され、元に戻せません。</translation>
    </message>
    <message>
        <source>Valid: by request</source>
        <translation>有効：取消申請</translation>
    </message>
    <message>
        <source>NetMile decides each request; until then the miles stay with the member.</source>
        <translation>NetMile が 1 件ずつ判断します。それまでマイルは会員に残ります。</translation>
    </message>
    <message>
        <source>Cannot be cancelled</source>
        <translation>取消できません</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>すぐに取消</translation>
    </message>
    <message>
        <source>By request</source>
        <translation>取消申請</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>取消不可</translation>
    </message>
    <message>
        <source>No such issue: {}</source>
        <translation>該当する発行なし：{}</translation>
    </message>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>取消理由を選んでください。</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完了</translation>
    </message>
    <message>
        <source>Not done</source>
        <translation>未処理</translation>
    </message>
    <message>
        <source>{} issue</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} issues</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} ({}) are cancelled at once. This cannot be undone, and the reason “{}” cannot be changed.</source>
        <translation>{}（{}）をすぐに取り消します。元に戻せません。取消理由「{}」は後から変更できません。</translation>
    </message>
    <message>
        <source>Cancelling {} ({}) is requested from NetMile. The reason “{}” cannot be changed later.</source>
        <translation>{}（{}）の取消を NetMile に申請します。取消理由「{}」は後から変更できません。</translation>
    </message>
    <message>
        <source>{}?</source>
        <translation>{}？</translation>
    </message>
    <message>
        <source>Cancelled: {}, {}.</source>
        <translation>取消が完了しました：{}、{}。</translation>
    </message>
    <message>
        <source>Cancellation requested: {}, {}.</source>
        <translation>取消申請が完了しました：{}、{}。</translation>
    </message>
    <message>
        <source>Number: {}</source>
        <translation>受付番号：{}</translation>
    </message>
    <message>
        <source>Not done: {}. The list says why.</source>
        <translation>できなかった分：{}。理由は一覧に出ています。</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>取消確認</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>取消理由</translation>
    </message>
</context>
<context>
    <name>Candidates</name>
    <message>
        <source>Take this one</source>
        <translation>この発行を選ぶ</translation>
    </message>
    <message>
        <source>Take none</source>
        <translation>選ばない</translation>
    </message>
    <message>
        <source>Issues that may be meant</source>
        <translation>候補の発行</translation>
    </message>
    <message>
        <source>Line {}: which issue is meant?</source>
        <translation>{} 行目：どの発行を取り消しますか</translation>
    </message>
    <message>
        <source>{} more are not shown. The issue date, the miles or the issue ID in the file tell which.</source>
        <translation>ほかに {} 件あります。ファイルに発行日、マイル数、または発行IDを書くと区別できます。</translation>
    </message>
</context>
<context>
    <name>FileColumns</name>
    <message>
        <source>Sheet</source>
        <translation>シート</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Issue date</source>
        <translation>発行日</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>選択…</translation>
    </message>
    <message>
        <source>Not in the file</source>
        <translation>なし</translation>
    </message>
    <message>
        <source>Columns that are not used to find the issues: {}</source>
        <translation>発行の検索に使わない列：{}</translation>
    </message>
</context>
<context>
    <name>FilePage</name>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Choose another file</source>
        <translation>別のファイルを選ぶ</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>At once</source>
        <translation>すぐに取消</translation>
    </message>
    <message>
        <source>By request</source>
        <translation>取消申請</translation>
    </message>
    <message>
        <source>To choose</source>
        <translation>要選択</translation>
    </message>
    <message>
        <source>Not possible</source>
        <translation>取消不可</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>該当なし</translation>
    </message>
    <message>
        <source>Cancel from a list</source>
        <translation>ファイルに書かれた発行を取り消す</translation>
    </message>
    <message>
        <source>One issue a line: the issue ID, or the specified key; the issue date or the miles beside it tell which one. Choose a CSV file or a workbook, drop it here, or paste cells.</source>
        <translation>1 行に 1 件、発行IDか指定キーを書きます。同じキーの発行が複数あるときは、発行日かマイル数を横に書いてください。CSV や Excel のファイルを選ぶか、ここに落とすか、表のセルを貼り付けます。</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>ファイルを選ぶ</translation>
    </message>
    <message>
        <source>Drop here to see what it cancels. The file itself is not moved.</source>
        <translation>ここに置くと取消の対象を確認します（ファイルは移動しません）</translation>
    </message>
    <message>
        <source>{} line</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>{} lines</source>
        <translation>{} 行</translation>
    </message>
    <message>
        <source>Pasted cells</source>
        <translation>貼り付けた内容</translation>
    </message>
    <message>
        <source>There is no text on the clipboard.</source>
        <translation>クリップボードに文字がありません。</translation>
    </message>
    <message>
        <source>{} issue</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} issues</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>Left out until you choose: {}</source>
        <translation>未選択のため対象外：{} 行</translation>
    </message>
    <message>
        <source>Review cancelling</source>
        <translation>取消確認</translation>
    </message>
    <message>
        <source>Answer first which columns are meant.</source>
        <translation>先に、どの列かを選んでください。</translation>
    </message>
    <message>
        <source>No line means an issue yet.</source>
        <translation>取消の対象になる行がありません。</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>取消理由を選んでください。</translation>
    </message>
    <message>
        <source>Line {} means this issue already.</source>
        <translation>この発行は {} 行目ですでに選ばれています。</translation>
    </message>
    <message>
        <source>Choose the file that says what is to be cancelled</source>
        <translation>取り消す発行を書いたファイルを選ぶ</translation>
    </message>
    <message>
        <source>CSV and Excel (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods);;All files (*)</source>
        <translation>CSV・Excel (*.csv *.txt *.tsv *.xlsx *.xlsm *.xlsb *.xls *.ods *.fods);;すべてのファイル (*)</translation>
    </message>
    <message>
        <source>Lines to cancel</source>
        <translation>取消の対象行</translation>
    </message>
    <message>
        <source>Cancel from a file</source>
        <translation>ファイルから取消</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>取消理由</translation>
    </message>
</context>
<context>
    <name>HistoryFilters</name>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Begins with</source>
        <translation>前方一致</translation>
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
        <source>Issued from</source>
        <translation>発行日（から）</translation>
    </message>
    <message>
        <source>Issued to</source>
        <translation>発行日（まで）</translation>
    </message>
    <message>
        <source>Transfer from</source>
        <translation>振込日（から）</translation>
    </message>
    <message>
        <source>Transfer to</source>
        <translation>振込日（まで）</translation>
    </message>
    <message>
        <source>Miles from</source>
        <translation>マイル数（から）</translation>
    </message>
    <message>
        <source>Miles to</source>
        <translation>マイル数（まで）</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Issue type</source>
        <translation>発行種別</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Issued on</source>
        <translation>発行日</translation>
    </message>
    <message>
        <source>Transfer on</source>
        <translation>振込日</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
</context>
<context>
    <name>HistoryView</name>
    <message>
        <source>Cancel from a file</source>
        <translation>ファイルから取消</translation>
    </message>
    <message>
        <source>Pages of the history</source>
        <translation>マイル発行履歴のページ</translation>
    </message>
    <message>
        <source>History</source>
        <translation>マイル発行履歴</translation>
    </message>
    <message>
        <source>Cancellation requests</source>
        <translation>取消申請</translation>
    </message>
    <message>
        <source>Cancel and reissue…</source>
        <translation>取消・再発行…</translation>
    </message>
    <message>
        <source>The whole batch</source>
        <translation>バッチ全体</translation>
    </message>
    <message>
        <source>Cancelled this month: {} (as of {})</source>
        <translation>当月累計取消マイル数：{}（{} 現在）</translation>
    </message>
    <message>
        <source>Select rows of the list that should have been issued otherwise and can be cancelled, or are.</source>
        <translation>誤って発行した行のうち、取消できるもの、または取消済みのものを一覧で選択してください。</translation>
    </message>
    <message>
        <source>What was cancelled stands in a batch, ready to be reissued.</source>
        <translation>取り消した分を発行バッチに用意しました。確認して送信すると再発行できます。</translation>
    </message>
    <message>
        <source>Open the batch</source>
        <translation>バッチを開く</translation>
    </message>
    <message>
        <source>A cancellation was not finished: {} of {} issues are still open.</source>
        <translation>途中で止まった取消があります：{} / {} 件が未完了です。</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>続ける</translation>
    </message>
    <message>
        <source>Issue history / cancel</source>
        <translation>マイル発行履歴/取消</translation>
    </message>
</context>
<context>
    <name>IssueDetails</name>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Issue type</source>
        <translation>発行種別</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
    <message>
        <source>The issue</source>
        <translation>発行の内容</translation>
    </message>
    <message>
        <source>Life of this issue</source>
        <translation>この発行の経過</translation>
    </message>
    <message>
        <source>What can be done now</source>
        <translation>今できること</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>発行</translation>
    </message>
    <message>
        <source>The miles became valid</source>
        <translation>有効になりました</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>振込</translation>
    </message>
    <message>
        <source>Last day for cancelling</source>
        <translation>取消期限</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>本日</translation>
    </message>
    <message>
        <source>Cancelling takes effect at once: the miles have not been transferred yet.</source>
        <translation>まだ振り込まれていないため、すぐに取消できます。</translation>
    </message>
    <message>
        <source>Cancelling is a request on which NetMile decides. Until then the member keeps the miles.</source>
        <translation>取消申請になり、NetMile が判断します。それまでマイルは会員に残ります。</translation>
    </message>
</context>
<context>
    <name>IssueTable</name>
    <message>
        <source>Result</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>Issued miles</source>
        <translation>発行済みマイル</translation>
    </message>
    <message>
        <source>Ticked</source>
        <translation>チェック済み</translation>
    </message>
    <message>
        <source>Issued at</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Transfer date</source>
        <translation>振込日</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Issued to a test member: in no report and no bill.</source>
        <translation>テスト会員への発行です。レポートと請求には含まれません。</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Cancel until</source>
        <translation>取消期限</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Binding limit</source>
        <translation>期限の根拠</translation>
    </message>
    <message>
        <source>Issue type</source>
        <translation>発行種別</translation>
    </message>
    <message>
        <source>Cancellation</source>
        <translation>取消の記録</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
</context>
<context>
    <name>Issues</name>
    <message>
        <source>Can be cancelled at once</source>
        <translation>すぐに取消できます</translation>
    </message>
    <message>
        <source>Can be cancelled on request</source>
        <translation>取消申請ができます</translation>
    </message>
    <message>
        <source>At once before {}, then on request until the last day.</source>
        <translation>{} の振込の前まではすぐに取消、その後は期限まで取消申請です。</translation>
    </message>
</context>
<context>
    <name>LineTable</name>
    <message>
        <source>Lines of the file</source>
        <translation>ファイルの行</translation>
    </message>
    <message>
        <source>Choose one of {}</source>
        <translation>{} 件から選んでください</translation>
    </message>
    <message>
        <source>The same issue as in an earlier line</source>
        <translation>前の行と同じ発行です</translation>
    </message>
    <message>
        <source>No such issue was found</source>
        <translation>該当する発行がありません</translation>
    </message>
    <message>
        <source>Neither a key nor an issue ID</source>
        <translation>指定キーも発行IDもありません</translation>
    </message>
    <message>
        <source>The issue date cannot be read</source>
        <translation>発行日を読み取れません</translation>
    </message>
    <message>
        <source>The miles cannot be read</source>
        <translation>マイル数を読み取れません</translation>
    </message>
    <message>
        <source>This is no issue ID</source>
        <translation>発行IDではありません</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>ファイルの内容</translation>
    </message>
    <message>
        <source>Cancelling</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Issued at</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Cancel until</source>
        <translation>取消期限</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
</context>
<context>
    <name>ListPage</name>
    <message>
        <source>Tick this page</source>
        <translation>このページをチェック</translation>
    </message>
    <message>
        <source>Untick all</source>
        <translation>チェックを外す</translation>
    </message>
    <message>
        <source>Review cancelling the ticked items</source>
        <translation>チェックした項目をまとめて取消確認</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>該当するものはありません</translation>
    </message>
    <message>
        <source>Miles issued today appear here from tomorrow on.</source>
        <translation>今日発行したマイルは、明日からここに出ます。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>The portal does not answer. This is what it said, as of {} JST.</source>
        <translation>ポータルに接続できません。{} JST 時点の内容です。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Issue history</source>
        <translation>マイル発行履歴</translation>
    </message>
    <message>
        <source>Ticked: {}</source>
        <translation>チェック {} 件</translation>
    </message>
    <message>
        <source>Tick all {} found</source>
        <translation>検索結果 {} 件をすべてチェック</translation>
    </message>
    <message>
        <source>At most {} rows can be ticked at once. Narrow the search.</source>
        <translation>一度にチェックできるのは {} 件までです。条件を絞ってください。</translation>
    </message>
    <message>
        <source>Tick what is to be cancelled.</source>
        <translation>取り消す行にチェックを入れてください。</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>取消理由を選んでください。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>取消理由</translation>
    </message>
</context>
<context>
    <name>Pile</name>
    <message>
        <source>{} issue</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} issues</source>
        <translation>{} 件</translation>
    </message>
</context>
<context>
    <name>ReasonBox</name>
    <message>
        <source>Reason</source>
        <translation>取消理由</translation>
    </message>
    <message>
        <source>Choose a reason</source>
        <translation>選んでください</translation>
    </message>
</context>
<context>
    <name>ReissueDialog</name>
    <message>
        <source>Cancel and reissue</source>
        <translation>取消・再発行</translation>
    </message>
    <message>
        <source>Issues to be reissued</source>
        <translation>取消・再発行の対象</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>Open the batch</source>
        <translation>バッチを開く</translation>
    </message>
    <message>
        <source>See what happens</source>
        <translation>内容を確認</translation>
    </message>
    <message>
        <source>It cannot be reissued in this way, so nothing is cancelled.</source>
        <translation>この内容では発行できないため、取消も行いません。</translation>
    </message>
    <message>
        <source>Cancelled at once and reissued: {}, {} → {}</source>
        <translation>すぐに取り消して再発行します：{}、{} → {}</translation>
    </message>
    <message>
        <source>Requested; reissued once NetMile has approved: {}, {} → {}</source>
        <translation>取消申請を行い、NetMile の承認後に再発行します：{}、{} → {}</translation>
    </message>
    <message>
        <source>Cancelled before, only reissued: {}, {} → {}</source>
        <translation>取消済みの分を再発行します：{}、{} → {}</translation>
    </message>
    <message>
        <source>{} issue</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} issues</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>Left as they are: {}</source>
        <translation>対象外：{} 件</translation>
    </message>
    <message>
        <source>Without an address here: {}. They stay in a batch until their addresses are typed.</source>
        <translation>このパソコンにメールアドレスがない発行：{} 件。発行バッチに残るので、アドレスを入力してから送信してください。</translation>
    </message>
    <message>
        <source>Cancelled: {}, {}. Number: {}</source>
        <translation>取消が完了しました：{}、{}。受付番号：{}</translation>
    </message>
    <message>
        <source>Cancellation requested: {}, {}. Number: {}</source>
        <translation>取消申請が完了しました：{}、{}。受付番号：{}</translation>
    </message>
    <message>
        <source>Reissued: {}. Registration ID: {}</source>
        <translation>再発行しました：{} 件。発行登録ID：{}</translation>
    </message>
    <message>
        <source>Cancelled but not reissued yet: {}. They stand in the batch “{}”; go on there.</source>
        <translation>取り消しましたが、まだ再発行していません：{} 件。発行バッチ「{}」に残っています。バッチを開いて続けてください。</translation>
    </message>
    <message>
        <source>Stopped. The history tells what is still open.</source>
        <translation>中止しました。終わっていない分は発行履歴に表示されます。</translation>
    </message>
    <message>
        <source>Choose a reason.</source>
        <translation>取消理由を選んでください。</translation>
    </message>
    <message>
        <source>Type the right miles.</source>
        <translation>正しいマイル数を入力してください。</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Issued at</source>
        <translation>発行日時</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
    <message>
        <source>New issue ID</source>
        <translation>新しい発行ID</translation>
    </message>
</context>
<context>
    <name>ReissueForm</name>
    <message>
        <source>The same campaign</source>
        <translation>同じキャンペーン</translation>
    </message>
    <message>
        <source>Right miles</source>
        <translation>正しいマイル数</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Left empty, the address with which it was issued from this computer is taken.</source>
        <translation>空欄なら、このパソコンから発行したときのアドレスを使います。</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>取消理由</translation>
    </message>
    <message>
        <source>The reason cannot be changed later.</source>
        <translation>取消理由は後から変更できません。</translation>
    </message>
    <message>
        <source>A whole number of at least 1.</source>
        <translation>1 以上の整数を入力してください。</translation>
    </message>
</context>
<context>
    <name>RequestsPage</name>
    <message>
        <source>Cancelled at once</source>
        <translation>すぐに取消</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Cancellations</source>
        <translation>取消・取消申請</translation>
    </message>
    <message>
        <source>No request is waiting</source>
        <translation>判断待ちの申請はありません</translation>
    </message>
    <message>
        <source>Requests to cancel valid miles stand here until NetMile has decided.</source>
        <translation>有効なマイルの取消申請は、NetMile の判断が出るまでここに並びます。</translation>
    </message>
    <message>
        <source>There are none</source>
        <translation>ありません</translation>
    </message>
    <message>
        <source>Decided since the last look: {} approved, {} not possible.</source>
        <translation>前回から判断が出ました：承認 {} 件、不可 {} 件。</translation>
    </message>
    <message>
        <source>Request number</source>
        <translation>受付番号</translation>
    </message>
    <message>
        <source>Requested at</source>
        <translation>申請日時</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>取消理由</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>経過日数</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>判断の期限</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>不可の理由</translation>
    </message>
    <message>
        <source>Decided at</source>
        <translation>判断日時</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
    <message>
        <source>{} day</source>
        <translation>{} 日</translation>
    </message>
    <message>
        <source>{} days</source>
        <translation>{} 日</translation>
    </message>
</context>
</TS>
