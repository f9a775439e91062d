<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>Commands</name>
    <message>
        <source>Import a file</source>
        <translation>ファイルを取り込む</translation>
    </message>
    <message>
        <source>A batch from a CSV or Excel file</source>
        <translation>CSV・Excel から発行バッチを作る</translation>
    </message>
    <message>
        <source>Cancel from a file</source>
        <translation>ファイルから取消</translation>
    </message>
    <message>
        <source>Fetch again</source>
        <translation>取得し直す</translation>
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
        <source>Issue IDs or specified keys in a CSV or Excel file</source>
        <translation>発行IDか指定キーの一覧で取り消す</translation>
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
        <source>The portal does not tell its rule for specified keys; they are checked by this program&apos;s own.</source>
        <translation>このポータルは指定キーの規則を示していません。キーはこのプログラムの規則で確認します。</translation>
    </message>
    <message>
        <source>The password could not be kept in the keyring. It stays in memory until you quit.</source>
        <translation>パスワードを資格情報の保管場所に保存できませんでした。終了するまでメモリーにだけ保持します。</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Drop here to import. The file itself is not moved.</source>
        <translation>ここに置くと取り込みます（ファイルは移動しません）</translation>
    </message>
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
        <source>Follows the NetMile Management Site Operation Guide, Version {}.</source>
        <translation>ネットマイル マネージメントサイト 運用ガイド Version {} に準拠しています。</translation>
    </message>
    <message>
        <source>Portal: {} (API {}, rules {}, guide {})</source>
        <translation>ポータル：{}（API {}、ルール {}、ガイド {}）</translation>
    </message>
    <message>
        <source>The guide is by NetMile, Inc.; program and help are original works. MIT licence.</source>
        <translation>ガイドは NetMile, Inc. の著作物です。プログラムとヘルプは新しく書いたものです。MIT ライセンス</translation>
    </message>
    <message>
        <source> [Sandbox]</source>
        <translation>［サンドボックス］</translation>
    </message>
</context>
<context>
    <name>NetMileLink</name>
    <message>
        <source>Play NetMile&apos;s part</source>
        <translation>ネットマイルの役をする</translation>
    </message>
    <message>
        <source>In the sandbox you decide in NetMile&apos;s place</source>
        <translation>サンドボックスでは、ネットマイルに代わって決められます</translation>
    </message>
</context>
<context>
    <name>PendingSends</name>
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
        <source>“{}” was not sent automatically: it would come to {}, beyond the monthly limit of {}.</source>
        <translation>「{}」は自動で送信しませんでした。今月は {} になり、月の上限額 {} を超えます。内容を確認して送信してください。</translation>
    </message>
    <message>
        <source>The issuance period is open: “{}” was sent, as you asked.</source>
        <translation>発行期間が始まったため、ご指定どおり「{}」を送信しました。</translation>
    </message>
    <message>
        <source>“{}” could not be sent automatically. {}</source>
        <translation>「{}」を自動で送信できませんでした。{}</translation>
    </message>
</context>
<context>
    <name>Reconnection</name>
    <message>
        <source>Your session has ended</source>
        <translation>ログインの有効時間が過ぎました</translation>
    </message>
    <message>
        <source>What you entered stays as it is.</source>
        <translation>入力した内容はそのまま残っています。</translation>
    </message>
    <message>
        <source>This ID is locked for now</source>
        <translation>この ID は一時的に使えません</translation>
    </message>
    <message>
        <source>The password is another now</source>
        <translation>パスワードが変更されています</translation>
    </message>
    <message>
        <source>Your session was ended, and the portal no longer takes the password you logged in with. It was probably changed elsewhere: log in with the new one, or ask the person in charge.</source>
        <translation>ログインが終了し、これまでのパスワードではログインできなくなりました。別の場所で変更された可能性があります。新しいパスワードでログインするか、担当者に確認してください。</translation>
    </message>
    <message>
        <source>Log in again to go on.</source>
        <translation>続けるにはもう一度ログインしてください。</translation>
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
    <name>RewardArrivals</name>
    <message>
        <source>The reward file of {} has to be answered by {}.</source>
        <translation>{} のリワード受渡ファイルは {} までに回答してください。</translation>
    </message>
    <message>
        <source>Open it</source>
        <translation>開く</translation>
    </message>
    <message>
        <source>Reward files could not be fetched. {}</source>
        <translation>リワードの受渡ファイルを受け取れませんでした。{}</translation>
    </message>
</context>
<context>
    <name>SandboxClock</name>
    <message>
        <source>Opens ways to move the sandbox to another day</source>
        <translation>サンドボックスの日付を進めるメニューを開きます</translation>
    </message>
    <message>
        <source>To &amp;tomorrow</source>
        <translation>明日へ進む(&amp;T)</translation>
    </message>
    <message>
        <source>To the next t&amp;ransfer day</source>
        <translation>次の振込日へ進む(&amp;R)</translation>
    </message>
    <message>
        <source>To the end of the &amp;month</source>
        <translation>月末へ進む(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;90 days on</source>
        <translation>90 日後へ進む(&amp;9)</translation>
    </message>
    <message>
        <source>&amp;Play NetMile&apos;s part…</source>
        <translation>ネットマイルの役をする(&amp;P)…</translation>
    </message>
    <message>
        <source>&amp;Approve all cancellation requests</source>
        <translation>取消申請をすべて承認する(&amp;A)</translation>
    </message>
    <message>
        <source>Re&amp;fuse all cancellation requests</source>
        <translation>取消申請をすべて不可にする(&amp;F)</translation>
    </message>
    <message>
        <source>Day in the sandbox: {}</source>
        <translation>サンドボックスの日付：{}</translation>
    </message>
    <message>
        <source>Move the sandbox to another day</source>
        <translation>サンドボックスの日付を進める</translation>
    </message>
    <message>
        <source>In the sandbox it is {} now. Transfers due until then have been made.</source>
        <translation>サンドボックスの日付は {} になりました。それまでの振込は済んでいます。</translation>
    </message>
    <message>
        <source>Decide as NetMile</source>
        <translation>NetMile として判断する</translation>
    </message>
    <message>
        <source>Requests decided as NetMile would: {}</source>
        <translation>NetMile として判断した取消申請：{} 件</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>サンドボックス</translation>
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
    <message>
        <source>Issue history / cancel</source>
        <translation>マイル発行履歴/取消</translation>
    </message>
    <message>
        <source>Inquiry</source>
        <translation>照会</translation>
    </message>
    <message>
        <source>Rewards</source>
        <translation>リワード</translation>
    </message>
    <message>
        <source>Site management</source>
        <translation>サイト管理</translation>
    </message>
    <message>
        <source>New application</source>
        <translation>新規キャンペーン申請</translation>
    </message>
    <message>
        <source>NetMile&apos;s part</source>
        <translation>ネットマイルの役</translation>
    </message>
    <message>
        <source>Starter kit</source>
        <translation>スターターキット</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>ヘルプ</translation>
    </message>
    <message>
        <source>Log out</source>
        <translation>ログアウト</translation>
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
        <source>Collapse or expand the navigation</source>
        <translation>画面の一覧の文字を隠す・表示</translation>
    </message>
    <message>
        <source>Everything here is sample data. Nothing leaves this computer.</source>
        <translation>ここにあるのはすべてサンプルデータです。このパソコンの外には出ません。</translation>
    </message>
    <message>
        <source>The window is too narrow for the full navigation.</source>
        <translation>ウィンドウの幅が足りないため、アイコンだけを表示しています</translation>
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
        <source>&amp;Help</source>
        <translation>ヘルプ(&amp;H)</translation>
    </message>
    <message>
        <source>Ke&amp;ys</source>
        <translation>キー操作(&amp;Y)</translation>
    </message>
    <message>
        <source>&amp;Contact</source>
        <translation>お問い合わせ(&amp;C)</translation>
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
        <translation>最後の応答：{} JST</translation>
    </message>
    <message>
        <source>No answer yet</source>
        <translation>まだ応答がありません</translation>
    </message>
    <message>
        <source>Press to try now</source>
        <translation>押すと今すぐ接続を確認します</translation>
    </message>
</context>
</TS>
