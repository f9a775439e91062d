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
    <name>DetailsConfirmPage</name>
    <message>
        <source>Back to the form</source>
        <translation>入力に戻る</translation>
    </message>
    <message>
        <source>Leave it as it is registered now</source>
        <translation>現在の登録内容のままにする</translation>
    </message>
    <message>
        <source>Before and after the change</source>
        <translation>変更内容の確認</translation>
    </message>
    <message>
        <source>It applies at once when you register it.</source>
        <translation>登録すると、すぐに適用されます。審査はありません。</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
    <message>
        <source>Somebody else changed it first</source>
        <translation>ほかの人が先に変更しました</translation>
    </message>
    <message>
        <source>Nothing was registered yet. Compare both, then decide.</source>
        <translation>まだ登録していません。両方の内容を見比べて、どちらにするかを選んでください。</translation>
    </message>
    <message>
        <source>Changed by both: {}. Yours would take the place of theirs.</source>
        <translation>ほかの人も同じ項目を変更しています（{}）。登録すると、ご自分の入力で上書きします。</translation>
    </message>
    <message>
        <source>Registered now ({})</source>
        <translation>現在の登録内容（{}）</translation>
    </message>
    <message>
        <source>Before your change</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After registering</source>
        <translation>登録後</translation>
    </message>
    <message>
        <source>Register (changes: {})</source>
        <translation>登録する（変更 {} 件）</translation>
    </message>
</context>
<context>
    <name>DetailsEditPage</name>
    <message>
        <source>Change the registered details</source>
        <translation>登録情報の変更</translation>
    </message>
    <message>
        <source>Nothing is registered before you have looked at the changes once more.</source>
        <translation>次の画面で変更前と変更後を確認してから登録します。</translation>
    </message>
    <message>
        <source>Leave as it is</source>
        <translation>変更をやめる</translation>
    </message>
    <message>
        <source>Confirm your input</source>
        <translation>ご入力内容を確認する</translation>
    </message>
</context>
<context>
    <name>DetailsForm</name>
    <message>
        <source>Site ID</source>
        <translation>加盟店ID</translation>
    </message>
    <message>
        <source>Contract rate</source>
        <translation>契約単価</translation>
    </message>
    <message>
        <source>Set by NetMile; it cannot be changed here.</source>
        <translation>NetMile が設定します。ここでは変更できません。</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>{} for 1,000 miles, without tax</source>
        <translation>1,000 mile あたり {}（税抜）</translation>
    </message>
</context>
<context>
    <name>DetailsReadPage</name>
    <message>
        <source>Registered details of the site</source>
        <translation>サイトの登録情報</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>変更する</translation>
    </message>
    <message>
        <source>Site ID</source>
        <translation>加盟店ID</translation>
    </message>
    <message>
        <source>Contract rate</source>
        <translation>契約単価</translation>
    </message>
    <message>
        <source>Last changed: {} JST, {}</source>
        <translation>最終変更：{} JST&#x3000;{}</translation>
    </message>
</context>
<context>
    <name>DetailsView</name>
    <message>
        <source>Being fetched</source>
        <translation>取得しています</translation>
    </message>
    <message>
        <source>The registered details cannot be shown</source>
        <translation>登録情報を表示できません</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>変更された項目がありません。</translation>
    </message>
    <message>
        <source>Registered. The new details apply from now on.</source>
        <translation>登録しました。新しい内容がすぐに適用されます。</translation>
    </message>
</context>
<context>
    <name>ErrorsCard</name>
    <message>
        <source>Rejected rows</source>
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
        <source>No row was rejected</source>
        <translation>エラーになった行はありません</translation>
    </message>
    <message>
        <source>All rows of the files of this period were issued.</source>
        <translation>この期間のファイルは、全行発行されました。</translation>
    </message>
    <message>
        <source>The rejected rows cannot be shown</source>
        <translation>エラーになった行を表示できません</translation>
    </message>
    <message>
        <source>One at a time</source>
        <translation>個別発行</translation>
    </message>
    <message>
        <source>Rejected rows: {}</source>
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
        <source>Expected this month: {} without tax</source>
        <translation>今月の請求見込み {}（税抜）</translation>
    </message>
    <message>
        <source>waiting cancellations {}</source>
        <translation>審査中の取消 {}</translation>
    </message>
    <message>
        <source>open batches {}</source>
        <translation>未送信・処理中のバッチ {}</translation>
    </message>
    <message>
        <source>as of {} JST</source>
        <translation>時点 {} JST</translation>
    </message>
    <message>
        <source>To date {}</source>
        <translation>これまで {}</translation>
    </message>
    <message>
        <source>In the table {} until {}</source>
        <translation>表では {}（{} まで）</translation>
    </message>
    <message>
        <source>since then {}</source>
        <translation>その後 {}</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>上限なし</translation>
    </message>
    <message>
        <source>Whole site</source>
        <translation>サイト全体</translation>
    </message>
</context>
<context>
    <name>PasswordView</name>
    <message>
        <source>{} to {} half-width characters, a letter and a digit among them</source>
        <translation>半角 {}～{} 文字。英字と数字を両方含めてください</translation>
    </message>
    <message>
        <source>Current password</source>
        <translation>現在のパスワード</translation>
    </message>
    <message>
        <source>New password</source>
        <translation>新しいパスワード</translation>
    </message>
    <message>
        <source>New password (again)</source>
        <translation>新しいパスワード（確認用）</translation>
    </message>
    <message>
        <source>Change the password</source>
        <translation>パスワードを変更する</translation>
    </message>
    <message>
        <source>Enter the new password.</source>
        <translation>新しいパスワードを入力してください。</translation>
    </message>
    <message>
        <source>This is the current password. Choose another.</source>
        <translation>現在のパスワードと同じです。別のパスワードにしてください。</translation>
    </message>
    <message>
        <source>Enter the current password.</source>
        <translation>現在のパスワードを入力してください。</translation>
    </message>
    <message>
        <source>The two new passwords differ.</source>
        <translation>2 回入力した新しいパスワードが一致しません。</translation>
    </message>
    <message>
        <source>Half-width characters only.</source>
        <translation>半角文字だけで入力してください。</translation>
    </message>
    <message>
        <source>{} characters; {} to {} are needed.</source>
        <translation>今は {} 文字です。{}～{} 文字にしてください。</translation>
    </message>
    <message>
        <source>Add a letter.</source>
        <translation>英字を含めてください。</translation>
    </message>
    <message>
        <source>Add a digit.</source>
        <translation>数字を含めてください。</translation>
    </message>
    <message>
        <source>The password was changed. It applies at once; your sessions elsewhere have ended.</source>
        <translation>パスワードを変更しました。今から有効で、ほかの場所でのログインは終了しました。</translation>
    </message>
    <message>
        <source>This computer&apos;s keyring could not take the new password and holds the old one. Type the new one when you log in next.</source>
        <translation>このパソコンの資格情報を更新できず、以前のパスワードが残っています。次のログインでは新しいパスワードを入力してください。</translation>
    </message>
    <message>
        <source>The current password is wrong.</source>
        <translation>現在のパスワードが違います。入力し直してください。</translation>
    </message>
    <message>
        <source>Whether it was changed is not known. Log in with the new password first, then with the old.</source>
        <translation>変更されたかどうか確認できません。次のログインでは、まず新しいパスワードを、違う場合は以前のパスワードを入力してください。</translation>
    </message>
    <message>
        <source>ID: {}</source>
        <translation>ID：{}</translation>
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
    <message>
        <source>Password</source>
        <translation>パスワード変更</translation>
    </message>
    <message>
        <source>Registered details</source>
        <translation>登録情報確認/変更</translation>
    </message>
    <message>
        <source>Automatic issuance errors</source>
        <translation>自動発行のエラー</translation>
    </message>
</context>
</TS>
