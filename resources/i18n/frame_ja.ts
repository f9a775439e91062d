<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>ApplicationForm</name>
    <message>
        <source>Without conditions every application is shown.</source>
        <translation>条件を指定しないと、すべての申請が表示されます。</translation>
    </message>
    <message>
        <source>Campaign period from</source>
        <translation>キャンペーン期間の開始</translation>
    </message>
    <message>
        <source>Campaign period to</source>
        <translation>キャンペーン期間の終了</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Applied for</source>
        <translation>申請中のもの</translation>
    </message>
    <message>
        <source>Period is over</source>
        <translation>期間が終了したもの</translation>
    </message>
    <message>
        <source>Not approved</source>
        <translation>承認されなかったもの</translation>
    </message>
    <message>
        <source>Campaign &amp;ID</source>
        <translation>キャンペーンID(&amp;I)</translation>
    </message>
    <message>
        <source>Campaign &amp;name</source>
        <translation>キャンペーン名(&amp;N)</translation>
    </message>
    <message>
        <source>Kind of application</source>
        <translation>申請種別</translation>
    </message>
    <message>
        <source>Campaign period</source>
        <translation>キャンペーン期間</translation>
    </message>
    <message>
        <source>Application state</source>
        <translation>申請状態</translation>
    </message>
    <message>
        <source> or </source>
        <translation> または </translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
    </message>
</context>
<context>
    <name>CampaignView</name>
    <message>
        <source>Pages of the campaign</source>
        <translation>キャンペーンのページ</translation>
    </message>
    <message>
        <source>Campaign details</source>
        <translation>キャンペーン詳細</translation>
    </message>
    <message>
        <source>Issue miles / register members</source>
        <translation>マイル発行/会員登録</translation>
    </message>
    <message>
        <source>Issuance registrations</source>
        <translation>登録検索</translation>
    </message>
    <message>
        <source>The campaign is being fetched</source>
        <translation>キャンペーンを読み込んでいます</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Campaign {} cannot be shown</source>
        <translation>キャンペーン {} を表示できません</translation>
    </message>
    <message>
        <source>The portal does not answer. This is the campaign as of {} JST.</source>
        <translation>ポータルに接続できません。{} JST 時点の内容を表示しています。</translation>
    </message>
    <message>
        <source>That is more than a day ago; it may have changed.</source>
        <translation>1 日以上前の内容のため、変わっている可能性があります。</translation>
    </message>
</context>
<context>
    <name>ColumnChoice</name>
    <message>
        <source>Show all columns</source>
        <translation>すべての列を表示</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Tab</source>
        <translation>タブ</translation>
    </message>
    <message>
        <source>Command</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Light colours</source>
        <translation>明るい配色にする</translation>
    </message>
    <message>
        <source>Dark colours</source>
        <translation>暗い配色にする</translation>
    </message>
    <message>
        <source>Starter kit</source>
        <translation>スターターキット</translation>
    </message>
    <message>
        <source>Background work</source>
        <translation>処理の一覧</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>キー操作</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>ログアウト</translation>
    </message>
    <message>
        <source>Folder for the starter kit</source>
        <translation>スターターキットの保存先</translation>
    </message>
    <message>
        <source>Saved in {}: {}</source>
        <translation>{} に保存しました：{}</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>フォルダーを開く</translation>
    </message>
</context>
<context>
    <name>Conditions</name>
    <message>
        <source>Part of the name</source>
        <translation>名前の一部</translation>
    </message>
    <message>
        <source>&amp;Show</source>
        <translation>表示する</translation>
    </message>
    <message>
        <source>Clear the conditions</source>
        <translation>条件をクリア</translation>
    </message>
    <message>
        <source>“{}” is not a date. Write it like 2026/11/21.</source>
        <translation>「{}」は日付として読めません。2026/11/21 のように入力してください。</translation>
    </message>
    <message>
        <source>The first day {} is after the last day {}. Correct the dates.</source>
        <translation>開始日 {} が終了日 {} より後です。日付を直してください。</translation>
    </message>
    <message>
        <source>{} = {}</source>
        <translation>{}＝{}</translation>
    </message>
    <message>
        <source>Conditions: {}</source>
        <translation>条件: {}</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>yyyy/mm/dd</source>
        <translation>年/月/日</translation>
    </message>
    <message>
        <source>Choose from a calendar</source>
        <translation>カレンダーから選ぶ</translation>
    </message>
</context>
<context>
    <name>DeskPage</name>
    <message>
        <source>As of {} JST</source>
        <translation>時点 {} JST</translation>
    </message>
    <message>
        <source>Your session has ended. Log in again to go on; your drafts are kept.</source>
        <translation>ログインの有効時間が過ぎました。続けるにはログインし直してください。準備中のバッチは残っています。</translation>
    </message>
    <message>
        <source>Log in again</source>
        <translation>ログインし直す</translation>
    </message>
    <message>
        <source>Opened without a network; nothing is sent. You can look up what was seen and prepare drafts.</source>
        <translation>ネットワークなしで開きました。送信は行われません。これまでに表示した内容の確認と、バッチの準備ができます。</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>オンラインにする</translation>
    </message>
    <message>
        <source>The portal uses other rules than this program. Its verdicts count; please update.</source>
        <translation>ポータルの判定ルールがこのプログラムと異なります。判定はポータルが優先されます。プログラムを更新してください。</translation>
    </message>
    <message>
        <source>The password could not be kept in the keyring. It stays in memory until you quit.</source>
        <translation>パスワードを資格情報の保管場所に保存できませんでした。終了するまでメモリーにだけ保持します。</translation>
    </message>
</context>
<context>
    <name>DetailPage</name>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>説明</translation>
    </message>
    <message>
        <source>Application state</source>
        <translation>申請状態</translation>
    </message>
    <message>
        <source>Campaign state</source>
        <translation>キャンペーン状態</translation>
    </message>
    <message>
        <source>Campaign period</source>
        <translation>キャンペーン期間</translation>
    </message>
    <message>
        <source>Issuance period</source>
        <translation>マイル発行期間</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>発行方式・マイル数</translation>
    </message>
    <message>
        <source>Method of issuance</source>
        <translation>マイル発行方式</translation>
    </message>
    <message>
        <source>Issuance limits</source>
        <translation>マイル発行制限</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>マイル振込設定</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>リンク先 URL</translation>
    </message>
    <message>
        <source>Listed at NetMile</source>
        <translation>ネットマイルへの掲載</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>する</translation>
    </message>
    <message>
        <source>No</source>
        <translation>しない</translation>
    </message>
    <message>
        <source>Listing text</source>
        <translation>掲載文</translation>
    </message>
    <message>
        <source>Miles issued so far</source>
        <translation>これまでのマイル発行数</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版</translation>
    </message>
</context>
<context>
    <name>Dialogs</name>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>FoundApplications</name>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>申請種別</translation>
    </message>
    <message>
        <source>Application state</source>
        <translation>申請状態</translation>
    </message>
    <message>
        <source>Applied at</source>
        <translation>申請日時</translation>
    </message>
    <message>
        <source>Decided at</source>
        <translation>決定日時</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Campaign period</source>
        <translation>キャンペーン期間</translation>
    </message>
</context>
<context>
    <name>FoundCampaigns</name>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Campaign period</source>
        <translation>キャンペーン期間</translation>
    </message>
    <message>
        <source>Issuance period</source>
        <translation>マイル発行期間</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>発行方式・マイル数</translation>
    </message>
    <message>
        <source>Miles issued</source>
        <translation>マイル発行数</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>登録検索</translation>
    </message>
</context>
<context>
    <name>HomeView</name>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>Half-sent batches</source>
        <translation>送信途中のバッチ</translation>
    </message>
    <message>
        <source>In process at the portal</source>
        <translation>ポータルで処理中</translation>
    </message>
    <message>
        <source>With errors, last 7 days</source>
        <translation>エラーあり（7 日以内）</translation>
    </message>
    <message>
        <source>Lists not deleted yet</source>
        <translation>未削除のリスト</translation>
    </message>
    <message>
        <source>Campaigns now running</source>
        <translation>実施中のキャンペーン</translation>
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
        <translation>キャンペーンを検索</translation>
    </message>
    <message>
        <source>Campaigns running: {}</source>
        <translation>実施中 {} 件</translation>
    </message>
    <message>
        <source>Go on sending</source>
        <translation>送信を続ける</translation>
    </message>
    <message>
        <source>See the status</source>
        <translation>発行状況を見る</translation>
    </message>
    <message>
        <source>See the errors</source>
        <translation>エラーを確認</translation>
    </message>
    <message>
        <source>Older than {} days</source>
        <translation>{} 日以上前の登録を見る</translation>
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
</context>
<context>
    <name>IssuancePage</name>
    <message>
        <source>Enter one issue</source>
        <translation>1件入力する</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>ファイルを選ぶ</translation>
    </message>
    <message>
        <source>Choose a file of mobile addresses</source>
        <translation>携帯アドレスのファイルを選ぶ</translation>
    </message>
    <message>
        <source>A file can be prepared already; it is sent later.</source>
        <translation>ファイルの準備は今からできます。送信は後で行います。</translation>
    </message>
    <message>
        <source>Issue one at a time (PC only)</source>
        <translation>1件ずつマイルを発行する場合(PCのみ)</translation>
    </message>
    <message>
        <source>Enter address, key and miles of one member. The verdict is shown at once.</source>
        <translation>会員 1 人のアドレス・指定キー・マイル数を入力します。結果はその場で表示されます。</translation>
    </message>
    <message>
        <source>Issue in bulk (PC only)</source>
        <translation>まとめてマイルを発行する場合(PCのみ)</translation>
    </message>
    <message>
        <source>Issue by mobile phone address</source>
        <translation>携帯電話メールアドレスでマイルを発行する場合</translation>
    </message>
    <message>
        <source>The same file with mobile addresses. No transfer mail is sent, and no text can be inserted.</source>
        <translation>携帯電話のアドレスを並べた同じ形のファイルです。振込完了メールと差込文は使えません。</translation>
    </message>
    <message>
        <source>Member registration is not available: the setting stays at “No”.</source>
        <translation>会員登録は利用できません。設定は「しない」のままです。</translation>
    </message>
    <message>
        <source>A CSV file or an Excel workbook with mail address, specified key and miles. Every row is checked here first; nothing is sent before you confirm it.</source>
        <translation>メールアドレス・指定キー・マイル数の入った CSV ファイルか Excel ブックで発行します。送信の前に全行をこの PC で確認します。確認画面で同意するまで送信されません。</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere on this window.</source>
        <translation>このウィンドウにファイルをドロップしても取り込めます。</translation>
    </message>
</context>
<context>
    <name>KeyForm</name>
    <message>
        <source>None chosen</source>
        <translation>未選択</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>選ぶ…</translation>
    </message>
    <message>
        <source>Pass&amp;phrase</source>
        <translation>合言葉(&amp;W)</translation>
    </message>
    <message>
        <source>At least {} characters. It cannot be recovered: without it the drafts are lost.</source>
        <translation>{} 文字以上。再発行はできません。忘れると準備中のバッチを開けなくなります。</translation>
    </message>
    <message>
        <source>or &amp;key file</source>
        <translation>またはキーファイル(&amp;K)</translation>
    </message>
    <message>
        <source>A new file is made where there is none.</source>
        <translation>ファイルがなければ新しく作ります。</translation>
    </message>
    <message>
        <source>This computer has no keyring, so the drafts kept here need a key of yours. Use the same one each time.</source>
        <translation>この PC には資格情報の保管場所がありません。準備中のバッチを守るための鍵を決めてください。次回も同じものを使います。</translation>
    </message>
    <message>
        <source>Enter a passphrase of at least {} characters, or choose a key file.</source>
        <translation>{} 文字以上の合言葉を入力するか、キーファイルを選んでください。</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>キーファイル</translation>
    </message>
    <message>
        <source>Key files (*.key);;All files (*)</source>
        <translation>キーファイル (*.key);;すべてのファイル (*)</translation>
    </message>
</context>
<context>
    <name>ListExport</name>
    <message>
        <source>Save the list as CSV</source>
        <translation>一覧を CSV で保存</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Rows saved: {} · {}</source>
        <translation>{} 行を保存しました：{}</translation>
    </message>
</context>
<context>
    <name>ListTools</name>
    <message>
        <source>Choose columns</source>
        <translation>表示する列</translation>
    </message>
    <message>
        <source>Save the list as CSV</source>
        <translation>一覧を CSV で保存</translation>
    </message>
</context>
<context>
    <name>Loader</name>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>MailSample</name>
    <message>
        <source>Sample of the transfer mail</source>
        <translation>振込完了メールのサンプル</translation>
    </message>
    <message>
        <source>Text of the mail</source>
        <translation>メールの本文</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
    <message>
        <source>A sample. No mail is sent.</source>
        <translation>サンプルです。メールは送信されません。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Quit NetMile Desktop?</source>
        <translation>NetMile Desktop を終了しますか</translation>
    </message>
    <message>
        <source>Stop the work and quit</source>
        <translation>処理を止めて終了</translation>
    </message>
    <message>
        <source>Work still running: {}. It will be stopped. What was already sent is kept and can be taken up again.</source>
        <translation>{} 件の処理が進行中で、ここで止まります。送信済みの分は残り、次回に続きから再開できます。</translation>
    </message>
    <message>
        <source>Log out?</source>
        <translation>ログアウトしますか</translation>
    </message>
    <message>
        <source>Stop the work and log out</source>
        <translation>処理を止めてログアウト</translation>
    </message>
    <message>
        <source>Version {}</source>
        <translation>バージョン {}</translation>
    </message>
    <message>
        <source>Portal: {} (API {}, rules {})</source>
        <translation>ポータル: {}（API {}、ルール {}）</translation>
    </message>
    <message>
        <source>MIT licence</source>
        <translation>MIT ライセンス</translation>
    </message>
    <message>
        <source> [Sandbox]</source>
        <translation>［サンドボックス］</translation>
    </message>
</context>
<context>
    <name>NoticeLine</name>
    <message>
        <source>Copy details</source>
        <translation>詳細をコピー</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>閉じる</translation>
    </message>
</context>
<context>
    <name>Openables</name>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Batch</source>
        <translation>発行バッチ</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
</context>
<context>
    <name>Opener</name>
    <message>
        <source>Campaign, registration ID, batch, tab or command</source>
        <translation>キャンペーン、発行登録ID、バッチ、タブ、操作</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>見つかったもの</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter open · Esc close</source>
        <translation>↑ ↓ 選ぶ · Enter 開く · Esc 閉じる</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Nothing found. Try a part of the name or an ID.</source>
        <translation>見つかりません。名前の一部か ID で探してください。</translation>
    </message>
</context>
<context>
    <name>Outbox</name>
    <message>
        <source>“{}” was not sent to the end. It goes on where it stopped; nothing is sent twice.</source>
        <translation>「{}」は最後まで送信されていません。止まったところから再開でき、二重に送信されることはありません。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Batches not sent to the end: {}. They go on where they stopped; nothing is sent twice.</source>
        <translation>最後まで送信されていないバッチが {} 件あります。止まったところから再開でき、二重に送信されることはありません。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>一覧を見る</translation>
    </message>
    <message>
        <source>Send: the issuance period is open</source>
        <translation>送信（発行期間の開始）</translation>
    </message>
    <message>
        <source>The issuance period is open: “{}” was sent, as you asked.</source>
        <translation>発行期間が始まったため、ご指定どおり「{}」を送信しました。</translation>
    </message>
    <message>
        <source>“{}” could not be sent by itself. {}</source>
        <translation>「{}」を自動で送信できませんでした。{}</translation>
    </message>
</context>
<context>
    <name>PaceWords</name>
    <message>
        <source>{} of {}</source>
        <translation>{} / {}</translation>
    </message>
    <message>
        <source>{} per second</source>
        <translation>毎秒 {} 件</translation>
    </message>
    <message>
        <source>about {} s left</source>
        <translation>残り約 {} 秒</translation>
    </message>
    <message>
        <source>about {} min left</source>
        <translation>残り約 {} 分</translation>
    </message>
</context>
<context>
    <name>Pager</name>
    <message>
        <source>First page</source>
        <translation>最初のページ</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>前のページ</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>ページ</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>次のページ</translation>
    </message>
    <message>
        <source>Last page</source>
        <translation>最後のページ</translation>
    </message>
    <message>
        <source>Rows on a page</source>
        <translation>1 ページの件数</translation>
    </message>
    <message>
        <source>{} rows</source>
        <translation>{} 件ずつ</translation>
    </message>
    <message>
        <source>0 results</source>
        <translation>0 件</translation>
    </message>
    <message>
        <source>{}–{} of {}</source>
        <translation>{}–{} / {} 件</translation>
    </message>
    <message>
        <source>{} results</source>
        <translation>{} 件</translation>
    </message>
    <message>
        <source>/ {} pages</source>
        <translation>/ {} ページ</translation>
    </message>
</context>
<context>
    <name>ProfileForm</name>
    <message>
        <source>&amp;Name</source>
        <translation>名前(&amp;N)</translation>
    </message>
    <message>
        <source>As you call it, such as “Production” or “Test”.</source>
        <translation>「本番」「検証」など、呼びやすい名前</translation>
    </message>
    <message>
        <source>&amp;Address</source>
        <translation>アドレス(&amp;A)</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>色</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Change the portal</source>
        <translation>ポータルを変更</translation>
    </message>
    <message>
        <source>Add a portal</source>
        <translation>ポータルを追加</translation>
    </message>
    <message>
        <source>Enter a name.</source>
        <translation>名前を入力してください。</translation>
    </message>
    <message>
        <source>Enter the address your contact at NetMile gave you.</source>
        <translation>ネットマイルから案内されたアドレスを入力してください。</translation>
    </message>
    <message>
        <source>Only https:// addresses are safe; http:// is allowed on this computer only.</source>
        <translation>安全のため https:// で始まるアドレスだけが使えます（http:// はこの PC の中だけ）。</translation>
    </message>
    <message>
        <source>Blue</source>
        <translation>青</translation>
    </message>
    <message>
        <source>Green</source>
        <translation>緑</translation>
    </message>
    <message>
        <source>Amber</source>
        <translation>黄</translation>
    </message>
    <message>
        <source>Red</source>
        <translation>赤</translation>
    </message>
    <message>
        <source>Grey</source>
        <translation>灰</translation>
    </message>
</context>
<context>
    <name>ProfileList</name>
    <message>
        <source>Portals</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Add a portal</source>
        <translation>ポータルを追加</translation>
    </message>
    <message>
        <source>Change this portal</source>
        <translation>このポータルを変更</translation>
    </message>
    <message>
        <source>Remove this portal</source>
        <translation>このポータルを一覧から外す</translation>
    </message>
    <message>
        <source>Portal</source>
        <translation>接続先</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>サンドボックス</translation>
    </message>
    <message>
        <source>Sample data on this computer</source>
        <translation>この PC の中のサンプルデータ</translation>
    </message>
</context>
<context>
    <name>Reconnection</name>
    <message>
        <source>Your session has ended</source>
        <translation>ログインの有効時間が過ぎました</translation>
    </message>
    <message>
        <source>Log in again to go on. What you entered stays as it is.</source>
        <translation>続けるにはもう一度ログインしてください。入力した内容はそのまま残っています。</translation>
    </message>
    <message>
        <source>Log in again</source>
        <translation>もう一度ログインする</translation>
    </message>
    <message>
        <source>Go online</source>
        <translation>オンラインにする</translation>
    </message>
    <message>
        <source>Log in to reach the portal. Nothing is sent by that; drafts wait for your word.</source>
        <translation>ポータルに接続するためにログインします。これだけで何かが送信されることはありません。準備中のバッチは、送信の操作をするまで待ちます。</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>ログイン</translation>
    </message>
</context>
<context>
    <name>RecordTable</name>
    <message>
        <source>Open</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Copy the cell</source>
        <translation>セルをコピー</translation>
    </message>
    <message>
        <source>Copy the rows with headings</source>
        <translation>行を見出し付きでコピー</translation>
    </message>
</context>
<context>
    <name>RuleCard</name>
    <message>
        <source>Copy the campaign ID</source>
        <translation>キャンペーンIDをコピー</translation>
    </message>
    <message>
        <source>Campaign period</source>
        <translation>キャンペーン期間</translation>
    </message>
    <message>
        <source>Issuance period</source>
        <translation>マイル発行期間</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>発行方式・マイル数</translation>
    </message>
    <message>
        <source>Issuance limits</source>
        <translation>マイル発行制限</translation>
    </message>
    <message>
        <source>Transfer</source>
        <translation>マイル振込設定</translation>
    </message>
    <message>
        <source>Miles issued</source>
        <translation>マイル発行数</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
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
        <source>Left</source>
        <translation>残り</translation>
    </message>
    <message>
        <source>Issuance period</source>
        <translation>マイル発行期間</translation>
    </message>
    <message>
        <source>Amount</source>
        <translation>発行方式・マイル数</translation>
    </message>
    <message>
        <source>Miles issued</source>
        <translation>マイル発行数</translation>
    </message>
</context>
<context>
    <name>SavedFilters</name>
    <message>
        <source>Saved conditions</source>
        <translation>保存した条件</translation>
    </message>
    <message>
        <source>Opens the menu of conditions kept under a name</source>
        <translation>名前を付けて保存した検索条件のメニューを開きます</translation>
    </message>
    <message>
        <source>Nothing is saved yet</source>
        <translation>保存した条件はありません</translation>
    </message>
    <message>
        <source>Save these conditions…</source>
        <translation>この条件を保存…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>削除</translation>
    </message>
    <message>
        <source>Save these conditions</source>
        <translation>この条件を保存</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名前</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>SearchForm</name>
    <message>
        <source>Campaign period from</source>
        <translation>キャンペーン期間の開始</translation>
    </message>
    <message>
        <source>Campaign period to</source>
        <translation>キャンペーン期間の終了</translation>
    </message>
    <message>
        <source>Issuance period from</source>
        <translation>マイル発行期間の開始</translation>
    </message>
    <message>
        <source>Issuance period to</source>
        <translation>マイル発行期間の終了</translation>
    </message>
    <message>
        <source>Without conditions every approved campaign is shown.</source>
        <translation>条件を指定しない場合は、承認されているすべてのキャンペーンを表示します。</translation>
    </message>
    <message>
        <source> or </source>
        <translation> または </translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Campaign period</source>
        <translation>キャンペーン期間</translation>
    </message>
    <message>
        <source>Issuance period</source>
        <translation>マイル発行期間</translation>
    </message>
    <message>
        <source>Campaign &amp;ID</source>
        <translation>キャンペーンID(&amp;I)</translation>
    </message>
    <message>
        <source>Campaign &amp;name</source>
        <translation>キャンペーン名(&amp;N)</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>The portal does not answer. These are campaigns seen before, as of {} JST.</source>
        <translation>ポータルが応答しません。これまでに表示したキャンペーンを表示しています（{} JST 時点）。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>Searches</source>
        <translation>検索の種類</translation>
    </message>
    <message>
        <source>Campaign information</source>
        <translation>キャンペーン情報検索</translation>
    </message>
    <message>
        <source>Application state</source>
        <translation>キャンペーン申請状態検索</translation>
    </message>
    <message>
        <source>Campaigns found</source>
        <translation>検索結果</translation>
    </message>
    <message>
        <source>0 results</source>
        <translation>0 件</translation>
    </message>
    <message>
        <source>Leave out a condition and show again. Campaigns that are not approved yet are listed under “Application state”.</source>
        <translation>条件を減らして表示し直してください。承認前のキャンペーンは「キャンペーン申請状態検索」で探せます。</translation>
    </message>
    <message>
        <source>campaigns</source>
        <translation>キャンペーン一覧</translation>
    </message>
    <message>
        <source>Applications found</source>
        <translation>見つかった申請</translation>
    </message>
    <message>
        <source>Leave out a condition and show again. Approved campaigns are also listed under “Campaign information”.</source>
        <translation>条件を減らして表示し直してください。承認されたキャンペーンは「キャンペーン情報検索」でも探せます。</translation>
    </message>
    <message>
        <source>Show all applications</source>
        <translation>すべての申請を表示</translation>
    </message>
    <message>
        <source>applications</source>
        <translation>申請一覧</translation>
    </message>
    <message>
        <source>Show all campaigns</source>
        <translation>すべて表示する</translation>
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
        <source>The window is built anew; nothing is lost.</source>
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
        <source>Tabs, left to right</source>
        <translation>タブ（左から順に）</translation>
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
        <source>This sheet</source>
        <translation>この一覧</translation>
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
<context>
    <name>SignInAgain</name>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>あとで</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>ログアウト</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>ログインしています…</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>パスワードを入力してください。</translation>
    </message>
</context>
<context>
    <name>SignInForm</name>
    <message>
        <source>&amp;Remember the password in this computer&apos;s keyring</source>
        <translation>パスワードをこの PC の資格情報に保存する(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;ID</source>
        <translation>ID(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>パスワード(&amp;P)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>キャンセル</translation>
    </message>
    <message>
        <source>Try it in the sandbox</source>
        <translation>サンドボックスで試す</translation>
    </message>
    <message>
        <source>A portal of your own with sample data: campaigns, members, fourteen months of issues. Nothing leaves this computer, and nothing can go wrong.</source>
        <translation>サンプルデータの入った練習用のポータルです（キャンペーン・会員・14 か月分の発行履歴）。データはこの PC の外に出ません。自由にお試しください。</translation>
    </message>
    <message>
        <source>Enter the sandbox</source>
        <translation>サンドボックスに入る</translation>
    </message>
    <message>
        <source>Log in</source>
        <translation>ログイン</translation>
    </message>
    <message>
        <source>This computer has no keyring. The password is kept in memory only, until you quit.</source>
        <translation>この PC には資格情報の保管場所がないため、パスワードは終了するまでメモリーにだけ保持します。</translation>
    </message>
    <message>
        <source>Enter the ID.</source>
        <translation>ID を入力してください。</translation>
    </message>
    <message>
        <source>Enter the password.</source>
        <translation>パスワードを入力してください。</translation>
    </message>
    <message>
        <source>Show the password</source>
        <translation>パスワードを表示</translation>
    </message>
    <message>
        <source>Hide the password</source>
        <translation>パスワードを隠す</translation>
    </message>
</context>
<context>
    <name>SignInPage</name>
    <message>
        <source>“{}” is taken in as soon as you are signed in.</source>
        <translation>「{}」はログイン後に取り込みます。</translation>
    </message>
    <message>
        <source>The sandbox is starting… The first time takes a little longer.</source>
        <translation>サンドボックスを起動しています…（初回は少し時間がかかります）</translation>
    </message>
    <message>
        <source>Signing in…</source>
        <translation>ログインしています…</translation>
    </message>
    <message>
        <source>Opening what is kept on this computer…</source>
        <translation>このパソコンに保存された内容を開いています…</translation>
    </message>
    <message>
        <source>Open without a network</source>
        <translation>オフラインで開く</translation>
    </message>
    <message>
        <source>Remove “{}” from the list?</source>
        <translation>「{}」を一覧から外しますか</translation>
    </message>
    <message>
        <source>The password remembered for it is forgotten. Drafts stay on this computer.</source>
        <translation>保存したパスワードを消去します。準備中のバッチはこの PC に残ります。</translation>
    </message>
    <message>
        <source>Remove 1 portal</source>
        <translation>1 件を一覧から外す</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Issue miles from a file, checked row by row, sent exactly once.</source>
        <translation>ファイルを 1 行ずつ確認し、正しい行を一度だけ発行します。</translation>
    </message>
</context>
<context>
    <name>SingleConfirm</name>
    <message>
        <source>Copy the campaign ID</source>
        <translation>キャンペーンIDをコピー</translation>
    </message>
    <message>
        <source>I have made sure that this is the campaign to issue for</source>
        <translation>発行対象キャンペーンであることを確認しました</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>入力に戻る</translation>
    </message>
    <message>
        <source>Will be sent</source>
        <translation>送信する</translation>
    </message>
    <message>
        <source>Will not be sent</source>
        <translation>送信しない</translation>
    </message>
    <message>
        <source>Mail address</source>
        <translation>メールアドレス</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Miles to issue</source>
        <translation>マイル発行数</translation>
    </message>
    <message>
        <source>Transfer date</source>
        <translation>振込日</translation>
    </message>
    <message>
        <source>Predicted cost</source>
        <translation>見込み費用</translation>
    </message>
    <message>
        <source>{} (without tax, prediction)</source>
        <translation>{}（税抜、見込み）</translation>
    </message>
    <message>
        <source>Transfer mail</source>
        <translation>振込完了メール</translation>
    </message>
    <message>
        <source>Text for the mail</source>
        <translation>マイル振込メール差込文</translation>
    </message>
    <message>
        <source>The same key and miles were issued in this campaign on {} ({}). Is this meant?</source>
        <translation>同じ指定キーとマイル数で {} に発行済みです（{}）。重複でないか確認してください。</translation>
    </message>
    <message>
        <source>Issue {1} for {0}</source>
        <translation>{0} に {1} を発行する</translation>
    </message>
    <message>
        <source>Tick the box first: is it the right campaign?</source>
        <translation>発行対象キャンペーンを確認し、チェックを入れてください。</translation>
    </message>
    <message>
        <source>Campaign to issue for</source>
        <translation>発行対象キャンペーン</translation>
    </message>
</context>
<context>
    <name>SingleForm</name>
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
        <translation>発行から振込までの日数</translation>
    </message>
    <message>
        <source>Send the member a mail when the miles are transferred</source>
        <translation>ユーザーに振込完了メールを送信する</translation>
    </message>
    <message>
        <source>Show a sample mail</source>
        <translation>メールサンプル表示</translation>
    </message>
    <message>
        <source>{} / {} characters</source>
        <translation>{} / {} 文字</translation>
    </message>
    <message>
        <source>days after the issue</source>
        <comment>behind the number of days</comment>
        <translation>日後に振込む</translation>
    </message>
    <message>
        <source>① Mail address</source>
        <translation>① メールアドレス</translation>
    </message>
    <message>
        <source>The member&apos;s address at NetMile (PC addresses only).</source>
        <translation>ネットマイル登録メールアドレス(PCのみ)</translation>
    </message>
    <message>
        <source>② Specified key</source>
        <translation>② 指定キー</translation>
    </message>
    <message>
        <source>Your own ID of the user.</source>
        <translation>貴社におけるユーザー識別ID</translation>
    </message>
    <message>
        <source>③ Miles to issue</source>
        <translation>③ マイル発行数</translation>
    </message>
    <message>
        <source>④ Transfer setting</source>
        <translation>④ マイル振込設定</translation>
    </message>
    <message>
        <source>⑤ Transfer mail</source>
        <translation>⑤ 振込完了メール</translation>
    </message>
    <message>
        <source>⑥ Text for the transfer mail</source>
        <translation>⑥ マイル振込メール差込文</translation>
    </message>
    <message>
        <source>Site name, campaign name and miles are written by the portal; only add what is special.</source>
        <translation>加盟サイト名、キャンペーン名、発行マイル数は自動で記載されます。それ以外の任意の文章を記載してください。</translation>
    </message>
</context>
<context>
    <name>SingleResult</name>
    <message>
        <source>Copy the registration ID</source>
        <translation>発行登録IDをコピー</translation>
    </message>
    <message>
        <source>See the issuance status</source>
        <translation>発行状況を見る</translation>
    </message>
    <message>
        <source>Correct and issue again</source>
        <translation>修正してもう一度発行する</translation>
    </message>
    <message>
        <source>Issue to the next member</source>
        <translation>続けて次の会員に発行する</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>The state of the issue is found by this ID, also later and by others.</source>
        <translation>発行登録IDは、マイル発行の処理状態を検索する際に使用します。</translation>
    </message>
    <message>
        <source>Nothing was issued.</source>
        <translation>発行されませんでした。</translation>
    </message>
    <message>
        <source>The miles were issued.</source>
        <translation>マイルを発行しました。</translation>
    </message>
</context>
<context>
    <name>SingleView</name>
    <message>
        <source>Confirm</source>
        <translation>確認する</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>戻る</translation>
    </message>
    <message>
        <source>Issue for: {} {}</source>
        <translation>発行対象：{} {}</translation>
    </message>
    <message>
        <source>Issue to one member</source>
        <translation>個別発行</translation>
    </message>
    <message>
        <source>Whether it was issued is not known yet. Press the button again: it is looked up first, so that it cannot be issued twice.</source>
        <translation>発行されたかどうか、まだ確認できていません。もう一度ボタンを押すと、先に照会するため二重に発行されることはありません。</translation>
    </message>
    <message>
        <source>Single issues whose outcome is not known yet: {}. The last one: {} mile, key {}.</source>
        <translation>結果を確認できていない個別発行が {} 件あります。最後の 1 件：{} mile、指定キー {}</translation>
    </message>
    <message>
        <source>Look it up</source>
        <translation>照会する</translation>
    </message>
    <message>
        <source>Look single issues up</source>
        <translation>個別発行の照会</translation>
    </message>
    <message>
        <source>{}: it never arrived and was not issued.</source>
        <translation>{}：ポータルに届いておらず、発行されていません。</translation>
    </message>
    <message>
        <source>{}: issued as {}.</source>
        <translation>{}：発行済みです（{}）。</translation>
    </message>
</context>
<context>
    <name>TabRow</name>
    <message>
        <source>Tabs</source>
        <translation>タブ</translation>
    </message>
</context>
<context>
    <name>Tabs</name>
    <message>
        <source>Home</source>
        <translation>ホーム</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>キャンペーン検索・一覧</translation>
    </message>
    <message>
        <source>Batches</source>
        <translation>発行バッチ</translation>
    </message>
    <message>
        <source>Issuance status</source>
        <translation>発行状況</translation>
    </message>
</context>
<context>
    <name>TaskProgress</name>
    <message>
        <source>Stop</source>
        <translation>中止</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>中止しています</translation>
    </message>
</context>
<context>
    <name>Tile</name>
    <message>
        <source>None</source>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>TopBar</name>
    <message>
        <source>Menu of the signed-in user</source>
        <translation>利用者メニュー</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>サンドボックス</translation>
    </message>
    <message>
        <source>Everything here is sample data. Nothing leaves this computer.</source>
        <translation>ここにあるのはすべてサンプルデータです。この PC の外には出ません。</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>設定(&amp;S)…</translation>
    </message>
    <message>
        <source>Starter &amp;kit…</source>
        <translation>スターターキット(&amp;K)…</translation>
    </message>
    <message>
        <source>Ke&amp;ys</source>
        <translation>キー操作(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;About NetMile Desktop</source>
        <translation>NetMile Desktop について(&amp;A)</translation>
    </message>
    <message>
        <source>Log &amp;out</source>
        <translation>ログアウト(&amp;O)</translation>
    </message>
    <message>
        <source>Offline, last contact {}</source>
        <translation>オフライン（最終通信 {}）</translation>
    </message>
    <message>
        <source>Offline</source>
        <translation>オフライン</translation>
    </message>
    <message>
        <source>Online</source>
        <translation>オンライン</translation>
    </message>
    <message>
        <source>Last answer: {} JST</source>
        <translation>最後の応答: {} JST</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>まだ応答がありません</translation>
    </message>
    <message>
        <source>Press to try now</source>
        <translation>押すと今すぐ接続を確認します</translation>
    </message>
    <message>
        <source>{} running</source>
        <translation>{} 件の処理</translation>
    </message>
    <message>
        <source>{} failed</source>
        <translation>{} 件が失敗</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>処理</translation>
    </message>
    <message>
        <source>Opens the list of background work</source>
        <translation>バックグラウンドの処理の一覧を開きます</translation>
    </message>
</context>
</TS>
