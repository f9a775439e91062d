<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>ActivityCard</name>
    <message>
        <source>mile</source>
        <translation>mile</translation>
    </message>
    <message>
        <source>Issued in the last 30 days</source>
        <translation>直近 30 日の発行</translation>
    </message>
    <message>
        <source>Last registrations</source>
        <translation>最近の発行登録</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>取得しています</translation>
    </message>
    <message>
        <source>The 30 days before: {} mile</source>
        <translation>その前の 30 日 {} mile</translation>
    </message>
    <message>
        <source>Nothing was issued in these days</source>
        <translation>この期間の発行はありません</translation>
    </message>
    <message>
        <source>Miles issued by day, the last 30 days and the 30 before</source>
        <translation>直近 30 日とその前の 30 日の、日ごとの発行マイル数</translation>
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
        <source>No registrations yet</source>
        <translation>発行登録はまだありません</translation>
    </message>
    <message>
        <source>{} registration with errors</source>
        <translation>エラーのある発行登録 {} 件</translation>
    </message>
    <message>
        <source>{} registrations with errors</source>
        <translation>エラーのある発行登録 {} 件</translation>
    </message>
    <message>
        <source>Cannot be told now</source>
        <translation>今は確認できません</translation>
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
    <name>CampaignDetailPage</name>
    <message>
        <source>Banner</source>
        <translation>バナー</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>取得しています</translation>
    </message>
    <message>
        <source>A picture that cannot be shown here</source>
        <translation>この画面では表示できない画像です</translation>
    </message>
    <message>
        <source>Cannot be shown now: {}</source>
        <translation>いまは表示できません：{}</translation>
    </message>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>キャンペーン説明文</translation>
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
        <translation>リンク先URL</translation>
    </message>
    <message>
        <source>Listed at NetMile</source>
        <translation>ネットマイルへの掲載設定</translation>
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
        <translation>掲載文言</translation>
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
        <source>Issue history / cancel</source>
        <translation>マイル発行履歴/取消</translation>
    </message>
    <message>
        <source>Campaign report</source>
        <translation>キャンペーンレポート</translation>
    </message>
    <message>
        <source>Apply for a change</source>
        <translation>キャンペーン変更申請</translation>
    </message>
    <message>
        <source>Apply by reuse</source>
        <translation>再利用申請</translation>
    </message>
    <message>
        <source>Automatic issuance</source>
        <translation>自動発行</translation>
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
        <source>Only an approved campaign can be changed. Apply by reuse instead.</source>
        <translation>変更申請ができるのは、承認されたキャンペーンだけです。再利用申請をご利用ください。</translation>
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
    <name>IssuancePage</name>
    <message>
        <source>Enter one issue</source>
        <translation>1件入力する</translation>
    </message>
    <message>
        <source>Save sample files (starter kit)…</source>
        <translation>フォームのサンプルを保存（スターターキット）…</translation>
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
        <source>Issue by mobile phone address (mobile addresses only)</source>
        <translation>携帯電話メールアドレスでマイルを発行する場合(携帯電話メールアドレスのみ)</translation>
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
        <translation>メールアドレス・指定キー・マイル数の入った CSV ファイルか Excel ブックで発行します。送信の前に全行をこのパソコンで確認します。確認画面で同意するまで送信されません。</translation>
    </message>
    <message>
        <source>Register in bulk by CSV upload</source>
        <translation>CSVアップロードでまとめて登録</translation>
    </message>
    <message>
        <source>You can also drop a file anywhere on this window.</source>
        <translation>このウィンドウにファイルをドロップしても取り込めます。</translation>
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
        <source>It was issued before, and is meant to be issued once more</source>
        <translation>発行済みですが、意図してもう一度発行します</translation>
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
        <translation>課金見込み</translation>
    </message>
    <message>
        <source>{} (without tax, prediction)</source>
        <translation>{}（税抜・見込み）</translation>
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
        <source>The same address was issued the same miles in this campaign on {} ({}), under another key. Is this meant?</source>
        <translation>このキャンペーンでは {} に、別の指定キーで同じアドレスへ同じマイル数を発行しています（{}）。間違いありませんか？</translation>
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
        <source>Tick the box first: is it meant to be issued once more?</source>
        <translation>先に「意図してもう一度発行します」にチェックを入れてください。</translation>
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
        <source>Required</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>Use “{}” instead</source>
        <translation>「{}」に直す</translation>
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
        <translation>会員がネットマイルに登録した PC のアドレス</translation>
    </message>
    <message>
        <source>② Specified key</source>
        <translation>② 指定キー</translation>
    </message>
    <message>
        <source>Your own ID of the user.</source>
        <translation>お店で会員を見分けるための ID</translation>
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
        <translation>サイト名・キャンペーン名・マイル数はポータルが書き込みます。ほかに伝えたいことだけを入力してください。</translation>
    </message>
</context>
<context>
    <name>SingleFormPage</name>
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
        <source>Correct and issue</source>
        <translation>修正して発行する</translation>
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
        <translation>発行の結果は、この ID で後からほかの人でも調べられます。</translation>
    </message>
    <message>
        <source>Nothing was issued.</source>
        <translation>発行されませんでした。</translation>
    </message>
    <message>
        <source>The miles were issued.</source>
        <translation>マイルを発行しました。</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Processed at (JST)</source>
        <translation>処理日時（JST）</translation>
    </message>
</context>
<context>
    <name>SingleView</name>
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
        <source>Look up single issues</source>
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
</TS>
