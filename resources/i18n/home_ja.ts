<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>BillCard</name>
    <message>
        <source>Bill expected this month (without tax)</source>
        <translation>今月の請求見込み（税抜）</translation>
    </message>
    <message>
        <source>So far (without cancellations under review)</source>
        <translation>これまで（審査中の取消を除く）</translation>
    </message>
    <message>
        <source>Batches not sent or in process</source>
        <translation>未送信・処理中のバッチ</translation>
    </message>
    <message>
        <source>counting</source>
        <translation>確認中</translation>
    </message>
    <message>
        <source>Limit {}</source>
        <translation>上限額 {}</translation>
    </message>
    <message>
        <source>Set a limit</source>
        <translation>上限額を設定</translation>
    </message>
    <message>
        <source>Changes the monthly limit of the site</source>
        <translation>サイト全体の月の上限額を変更します</translation>
    </message>
    <message>
        <source>{} % of the limit</source>
        <translation>上限額の {} %</translation>
    </message>
    <message>
        <source>Limit exceeded · {} %</source>
        <translation>上限超過・{} %</translation>
    </message>
    <message>
        <source>Near the limit · {} %</source>
        <translation>上限に近い・{} %</translation>
    </message>
</context>
<context>
    <name>DeadlinesCard</name>
    <message>
        <source>Last days for cancelling</source>
        <translation>取消期限が近い発行</translation>
    </message>
    <message>
        <source>Nothing reaches its last day within {} days.</source>
        <translation>{} 日以内に取消期限を迎えるものはありません。</translation>
    </message>
    <message>
        <source>Cancellation requests waiting: {}</source>
        <translation>判断待ちの取消申請：{} 件</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>取消期限</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Campaign or request</source>
        <translation>キャンペーン・取消申請</translation>
    </message>
    <message>
        <source>Issues</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Binding limit</source>
        <translation>期限の根拠</translation>
    </message>
</context>
<context>
    <name>Duties</name>
    <message>
        <source>No deadline</source>
        <translation>期限なし</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>期限超過</translation>
    </message>
    <message>
        <source>Until {}</source>
        <translation>{} まで</translation>
    </message>
    <message>
        <source>cannot be cancelled afterwards</source>
        <translation>以後は取り消せません</translation>
    </message>
    <message>
        <source>{0} and {1} more</source>
        <translation>{0} ほか {1} 件</translation>
    </message>
    <message>
        <source>Cancellation requests at their last day</source>
        <translation>期限の近い取消申請</translation>
    </message>
    <message>
        <source>See the requests</source>
        <translation>申請を見る</translation>
    </message>
    <message>
        <source>Issues near their last day for cancelling</source>
        <translation>取消期限の近い発行</translation>
    </message>
    <message>
        <source>Check cancelling</source>
        <translation>取消を確認</translation>
    </message>
    <message>
        <source>{0} of {1} rows sent</source>
        <translation>{1} 行中 {0} 行を送信済み</translation>
    </message>
    <message>
        <source>Half-sent batches</source>
        <translation>送信途中のバッチ</translation>
    </message>
    <message>
        <source>{} batch</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} batches</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>Go on sending</source>
        <translation>送信を続ける</translation>
    </message>
    <message>
        <source>Overdue: {}</source>
        <translation>期限超過 {} 件</translation>
    </message>
    <message>
        <source>Reward files without a result</source>
        <translation>結果待ちの受渡ファイル</translation>
    </message>
    <message>
        <source>{} file</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} files</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>Approve or refuse each member, then upload</source>
        <translation>承認・不承認を決めて結果をアップロードします</translation>
    </message>
    <message>
        <source>Answer them</source>
        <translation>回答する</translation>
    </message>
    <message>
        <source>Registrations without an answer</source>
        <translation>回答待ちの登録</translation>
    </message>
    <message>
        <source>Handed over in real time</source>
        <translation>リアルタイムで受け渡した登録です</translation>
    </message>
    <message>
        <source>Registrations with errors</source>
        <translation>エラーのある発行登録</translation>
    </message>
    <message>
        <source>Of the last 7 days · rows that were not issued</source>
        <translation>最近 7 日間・発行されなかった行があります</translation>
    </message>
    <message>
        <source>See the errors</source>
        <translation>エラーを確認</translation>
    </message>
    <message>
        <source>Lists not deleted yet</source>
        <translation>未削除のリスト</translation>
    </message>
    <message>
        <source>Older than {} days · personal data are still there</source>
        <translation>{} 日以上前の登録・個人情報が残っています</translation>
    </message>
    <message>
        <source>See the lists</source>
        <translation>リストを見る</translation>
    </message>
    <message>
        <source>Refused calls of automatic issuance</source>
        <translation>自動発行のエラーの記録</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>表示する</translation>
    </message>
    <message>
        <source>In process at the portal</source>
        <translation>処理中の発行登録</translation>
    </message>
    <message>
        <source>Nothing to do; the results come by themselves</source>
        <translation>お待ちください。結果は自動で表示します</translation>
    </message>
    <message>
        <source>See the status</source>
        <translation>状況を見る</translation>
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
        <source>{} item</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>{} items</source>
        <translation>{} 件</translation>
    </message>
</context>
<context>
    <name>DutiesCard</name>
    <message>
        <source>To do today</source>
        <translation>今日すること</translation>
    </message>
    <message>
        <source>By deadline</source>
        <translation>期限の近い順</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>確認中…</translation>
    </message>
    <message>
        <source>Nothing to do today. Last days for cancelling and half-sent batches will be listed here.</source>
        <translation>今日することはありません。取消期限の近い発行や送信途中のバッチが、期限の近い順に並びます。</translation>
    </message>
    <message>
        <source>All last days for cancelling ({})</source>
        <translation>取消期限の一覧（{}）</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>一部だけを表示</translation>
    </message>
    <message>
        <source>Show all ({})</source>
        <translation>すべて見る（{}）</translation>
    </message>
</context>
<context>
    <name>FirstStepsCard</name>
    <message>
        <source>Three steps to your first issue</source>
        <translation>はじめての発行まで 3 ステップ</translation>
    </message>
    <message>
        <source>Put the steps away</source>
        <translation>手順を閉じる</translation>
    </message>
    <message>
        <source>This is a sandbox: whatever you try, no member gets miles and nothing is billed.</source>
        <translation>ここはサンドボックスです。試しても、会員にマイルは付かず、請求もありません。</translation>
    </message>
    <message>
        <source>Nothing is sent before you have confirmed it.</source>
        <translation>確認するまで何も送信されません。</translation>
    </message>
    <message>
        <source>Try the sample</source>
        <translation>サンプルで試す</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>Show the batches</source>
        <translation>発行バッチを見る</translation>
    </message>
    <message>
        <source>Walks a small file from import to result, so you see how it works.</source>
        <translation>用意した小さなファイルで、取込から結果までをひととおり確かめます。</translation>
    </message>
    <message>
        <source>Saves the sample files of the starter kit, to see how a list has to look.</source>
        <translation>スターターキットの見本ファイルを保存して、リストの形を確かめます。</translation>
    </message>
    <message>
        <source>Drop a file</source>
        <translation>ファイルを落とす</translation>
    </message>
    <message>
        <source>A CSV or Excel file may be dropped anywhere in this window. Headings are recognised.</source>
        <translation>CSV か Excel を、この画面のどこにでも落とせます。見出しと文字コードは自動で読み取ります。</translation>
    </message>
    <message>
        <source>Confirm and send</source>
        <translation>確認して送信</translation>
    </message>
    <message>
        <source>You see rows, miles and cost before anything is sent. Errors are corrected in their place.</source>
        <translation>件数・マイル数・金額を見てから送信します。エラーの行は、その場で直せます。</translation>
    </message>
    <message>
        <source>{0} of {1} done</source>
        <translation>{0} / {1}</translation>
    </message>
</context>
<context>
    <name>HomeView</name>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>Campaigns running: {}</source>
        <translation>実施中 {} 件</translation>
    </message>
    <message>
        <source>Last days for cancelling could not be looked up yet.</source>
        <translation>取消期限はまだ確認できていません。</translation>
    </message>
    <message>
        <source>The portal does not answer. This is what it said at {} JST.</source>
        <translation>ポータルに接続できません。{} JST 時点の内容を表示しています。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>ホーム</translation>
    </message>
    <message>
        <source>Back to home</source>
        <translation>ホームに戻る</translation>
    </message>
</context>
<context>
    <name>RunningCampaigns</name>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン名</translation>
    </message>
    <message>
        <source>Campaign period</source>
        <translation>キャンペーン期間</translation>
    </message>
    <message>
        <source>Campaign ends in</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>Issuance period</source>
        <translation>マイル発行期間</translation>
    </message>
    <message>
        <source>Issuing ends in</source>
        <translation>発行の残り</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>発行方式・マイル数</translation>
    </message>
    <message>
        <source>This month, miles</source>
        <translation>今月 mile</translation>
    </message>
    <message>
        <source>Miles issued</source>
        <translation>マイル発行数</translation>
    </message>
</context>
<context>
    <name>RunningCard</name>
    <message>
        <source>List of campaigns now running</source>
        <translation>実施中のキャンペーン一覧</translation>
    </message>
    <message>
        <source>No campaign is running</source>
        <translation>実施中のキャンペーンはありません</translation>
    </message>
    <message>
        <source>Campaigns that have not begun or are over are found by the campaign search.</source>
        <translation>実施前や終了後のキャンペーンは「キャンペーン検索・一覧」で探せます。</translation>
    </message>
    <message>
        <source>Search campaigns</source>
        <translation>キャンペーンを探す</translation>
    </message>
    <message>
        <source>Show fewer</source>
        <translation>一部だけを表示</translation>
    </message>
    <message>
        <source>Show all ({})</source>
        <translation>すべて見る（{}）</translation>
    </message>
</context>
<context>
    <name>TrendCard</name>
    <message>
        <source>mile</source>
        <translation>mile</translation>
    </message>
    <message>
        <source>against the last month up to the same day</source>
        <translation>前月同日比</translation>
    </message>
    <message>
        <source>Issued this month</source>
        <translation>今月の発行</translation>
    </message>
    <message>
        <source>Last 30 days {}</source>
        <translation>直近 30 日 {}</translation>
    </message>
    <message>
        <source>Before {}</source>
        <translation>その前 {}</translation>
    </message>
    <message>
        <source>Once miles are issued, they are shown here by day</source>
        <translation>発行すると、日ごとの推移が出ます</translation>
    </message>
    <message>
        <source>Miles issued by day, the last 30 days and the 30 before</source>
        <translation>直近 30 日とその前の 30 日の、日ごとの発行マイル数</translation>
    </message>
    <message>
        <source>{0}: {1} mile</source>
        <translation>{0}：{1} mile</translation>
    </message>
    <message>
        <source>30 days before {} mile</source>
        <translation>その前の 30 日 {} mile</translation>
    </message>
</context>
<context>
    <name>_Number</name>
    <message>
        <source>Step {} is done</source>
        <translation>手順 {} は完了しました</translation>
    </message>
</context>
</TS>
