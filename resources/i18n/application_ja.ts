<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AmountField</name>
    <message>
        <source>Fixed amount</source>
        <translation>定額</translation>
    </message>
    <message>
        <source>Variable amount</source>
        <translation>従量</translation>
    </message>
    <message>
        <source>Miles per issue</source>
        <translation>1回あたりのマイル発行数</translation>
    </message>
    <message>
        <source>Fewest miles per issue</source>
        <translation>1回あたりの最小マイル数</translation>
    </message>
    <message>
        <source>Most miles per issue</source>
        <translation>1回あたりの最大マイル数</translation>
    </message>
</context>
<context>
    <name>ApplicationCard</name>
    <message>
        <source>Copy the application number</source>
        <translation>申請番号をコピー</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>申請種別</translation>
    </message>
    <message>
        <source>Applied at</source>
        <translation>申請日時</translation>
    </message>
    <message>
        <source>Decided at</source>
        <translation>審査日時</translation>
    </message>
    <message>
        <source>Reused campaign</source>
        <translation>再利用したキャンペーン</translation>
    </message>
    <message>
        <source>Open the campaign</source>
        <translation>キャンペーンを開く</translation>
    </message>
    <message>
        <source>Withdraw the application…</source>
        <translation>申請を取下げる…</translation>
    </message>
    <message>
        <source>What NetMile wrote: {}</source>
        <translation>NetMile からの説明：{}</translation>
    </message>
    <message>
        <source>Withdraw the application for {}?</source>
        <translation>{} の申請を取下げますか？</translation>
    </message>
    <message>
        <source>NetMile will not decide about it any more. To go on you apply anew.</source>
        <translation>この申請の審査は行われなくなります。必要なときは、もう一度申請してください。</translation>
    </message>
    <message>
        <source>Withdraw the application</source>
        <translation>申請を取下げる</translation>
    </message>
    <message>
        <source>Withdraw an application</source>
        <translation>申請の取下げ</translation>
    </message>
    <message>
        <source>Application number</source>
        <translation>申請番号</translation>
    </message>
</context>
<context>
    <name>ApplicationConfirmPage</name>
    <message>
        <source>Content of the change</source>
        <translation>変更申請の内容</translation>
    </message>
    <message>
        <source>Content of the campaign</source>
        <translation>申請するキャンペーンの内容</translation>
    </message>
    <message>
        <source>Back to the form</source>
        <translation>入力に戻る</translation>
    </message>
    <message>
        <source>Apply for the change</source>
        <translation>変更申請する</translation>
    </message>
    <message>
        <source>Apply for this campaign</source>
        <translation>このキャンペーンを申請する</translation>
    </message>
    <message>
        <source>The campaign ID {} stays, and no tag has to be set up again. Until NetMile approves the change, the campaign goes on as it is.</source>
        <translation>キャンペーンID {} は変わらず、タグ情報の再設定も必要ありません。承認されるまでは、今の内容のまま実施されます。</translation>
    </message>
    <message>
        <source>A new campaign ID will be given.</source>
        <translation>新しいキャンペーンIDが発行されます。</translation>
    </message>
    <message>
        <source>A new campaign ID will be given. It is a campaign of its own; {} stays as it is.</source>
        <translation>新しいキャンペーンIDが付きます。{} は変わらず、それとは別のキャンペーンになります。</translation>
    </message>
    <message>
        <source>The campaign was suspended or resumed meanwhile; its content is the same. Nothing was applied for yet. Press the button again.</source>
        <translation>その間にキャンペーンが停止または再開されましたが、内容は変わっていません。まだ申請していません。もう一度ボタンを押してください。</translation>
    </message>
</context>
<context>
    <name>ApplicationView</name>
    <message>
        <source>The form is being prepared</source>
        <translation>申請フォームを準備しています</translation>
    </message>
    <message>
        <source>Not possible now</source>
        <translation>今は申請できません</translation>
    </message>
    <message>
        <source>The form cannot be shown</source>
        <translation>申請フォームを表示できません</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>再試行</translation>
    </message>
    <message>
        <source>Discard the draft?</source>
        <translation>下書きを破棄しますか？</translation>
    </message>
    <message>
        <source>What was typed is gone. The form begins anew.</source>
        <translation>入力した内容は失われ、最初の状態に戻ります。</translation>
    </message>
    <message>
        <source>Discard the draft</source>
        <translation>下書きを破棄する</translation>
    </message>
    <message>
        <source>What you typed is kept on this computer. Go on from here once the portal answers.</source>
        <translation>入力した内容はこのパソコンに保存されています。ポータルにつながったら、ここから続けてください。</translation>
    </message>
    <message>
        <source>Whether it arrived is not known yet. Press the button again: it cannot be applied for twice.</source>
        <translation>申請が届いたかどうかはまだ分かりません。もう一度ボタンを押してください。二重に申請されることはありません。</translation>
    </message>
</context>
<context>
    <name>BannerField</name>
    <message>
        <source>The banner as it looks</source>
        <translation>バナーの見た目</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>画像を選ぶ…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>外す</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg *.gif)</source>
        <translation>画像 (*.png *.jpg *.jpeg *.gif)</translation>
    </message>
    <message>
        <source>Choose a banner</source>
        <translation>バナーの選択</translation>
    </message>
</context>
<context>
    <name>CampaignContent</name>
    <message>
        <source>List</source>
        <translation>掲載する</translation>
    </message>
    <message>
        <source>Don&apos;t list</source>
        <translation>掲載しない</translation>
    </message>
    <message>
        <source>Picture, {}</source>
        <translation>画像（{}）</translation>
    </message>
</context>
<context>
    <name>CampaignForm</name>
    <message>
        <source>List the campaign on NetMile</source>
        <translation>ネットマイルに掲載する</translation>
    </message>
    <message>
        <source>Cannot be changed</source>
        <translation>変更不可</translation>
    </message>
    <message>
        <source>Required</source>
        <translation>必須</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>変更あり</translation>
    </message>
    <message>
        <source>Cannot be changed once approved.</source>
        <translation>承認後は変更できません。</translation>
    </message>
    <message>
        <source>Can only be extended.</source>
        <translation>延長だけができます。</translation>
    </message>
    <message>
        <source>Up to 60 characters.</source>
        <translation>60 文字まで。</translation>
    </message>
    <message>
        <source>Up to 1,000 characters.</source>
        <translation>1,000 文字まで。</translation>
    </message>
    <message>
        <source>From today on.</source>
        <translation>開始日は今日以降。</translation>
    </message>
    <message>
        <source>From the campaign&apos;s first day at the earliest, until its last day or later.</source>
        <translation>キャンペーンの開始日以降に始まり、終了日以降に終わる期間。</translation>
    </message>
    <message>
        <source>Empty: no limit.</source>
        <translation>空欄は制限なし。</translation>
    </message>
    <message>
        <source>0 transfers at once; up to 90 days.</source>
        <translation>0 はすぐに振り込みます。90 日まで。</translation>
    </message>
    <message>
        <source>Begins with http:// or https://.</source>
        <translation>http:// または https:// で始まる URL。</translation>
    </message>
    <message>
        <source>Needed where the campaign is listed; up to 1,000 characters.</source>
        <translation>掲載するときは必須。1,000 文字まで。</translation>
    </message>
    <message>
        <source>PNG, JPEG or GIF, up to 500 KB.</source>
        <translation>PNG・JPEG・GIF、500 KB まで。</translation>
    </message>
    <message>
        <source>The text, or the address of a page with it.</source>
        <translation>文章か、規約のページのURLを入力します。</translation>
    </message>
    <message>
        <source>In real time your server is called for each registration.</source>
        <translation>リアルタイムでは、登録のたびに貴社のサーバーを呼び出します。</translation>
    </message>
    <message>
        <source>What you pay for each approved registration, without tax.</source>
        <translation>承認した登録 1 件あたりの料金（税抜）です。</translation>
    </message>
    <message>
        <source>days after issuance</source>
        <translation>日後（マイル発行から）</translation>
    </message>
    <message>
        <source>Periods</source>
        <translation>期間</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル</translation>
    </message>
    <message>
        <source>Listing</source>
        <translation>掲載</translation>
    </message>
    <message>
        <source>Reward</source>
        <translation>リワード</translation>
    </message>
    <message>
        <source>Basics</source>
        <translation>基本</translation>
    </message>
    <message>
        <source>Kind of campaign</source>
        <translation>キャンペーンの種類</translation>
    </message>
    <message>
        <source>A reward asks members to register.</source>
        <translation>リワードでは、会員に登録してもらいます。</translation>
    </message>
    <message>
        <source>Shown there for as long as the campaign runs. There is nothing to choose.</source>
        <translation>実施期間中に掲載されます。掲載場所は選べません。</translation>
    </message>
    <message>
        <source>A period can only be extended: its first day stays.</source>
        <translation>期間は延長だけができます。開始日は変更できません。</translation>
    </message>
</context>
<context>
    <name>CampaignKindField</name>
    <message>
        <source>Mile campaign</source>
        <translation>マイルキャンペーン</translation>
    </message>
    <message>
        <source>Reward campaign</source>
        <translation>リワードキャンペーン</translation>
    </message>
</context>
<context>
    <name>ConflictPage</name>
    <message>
        <source>The campaign was changed since you began</source>
        <translation>入力を始めたあとに、キャンペーンが変更されました</translation>
    </message>
    <message>
        <source>Your change was not applied for. Compare both, then decide how to go on.</source>
        <translation>ご自分の変更はまだ申請していません。両方を比べて、どうするか決めてください。</translation>
    </message>
    <message>
        <source>Discard my change</source>
        <translation>自分の変更を破棄</translation>
    </message>
    <message>
        <source>Go on with both changes</source>
        <translation>両方の変更で続ける</translation>
    </message>
    <message>
        <source>All that you changed stands there already. Nothing is left to apply for.</source>
        <translation>同じ変更がすでに反映されています。申請するものは残っていません。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Changed by both: {}. Yours would take the place of theirs.</source>
        <translation>両方が変更した項目：{}。申請すると、ご自分の内容に置き換わります。</translation>
    </message>
    <message>
        <source>When you began</source>
        <translation>入力を始めたとき</translation>
    </message>
    <message>
        <source>As it stands now</source>
        <translation>現在の内容</translation>
    </message>
    <message>
        <source>With both changes</source>
        <translation>両方の変更を合わせた内容</translation>
    </message>
</context>
<context>
    <name>ContentTable</name>
    <message>
        <source>Before</source>
        <translation>変更前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>変更後</translation>
    </message>
</context>
<context>
    <name>DonePage</name>
    <message>
        <source>The change request was submitted.</source>
        <translation>変更を申請しました。</translation>
    </message>
    <message>
        <source>The application was submitted.</source>
        <translation>キャンペーンが申請されました。</translation>
    </message>
    <message>
        <source>Copy the campaign ID</source>
        <translation>キャンペーンIDをコピー</translation>
    </message>
    <message>
        <source>Copy the application number</source>
        <translation>申請番号をコピー</translation>
    </message>
    <message>
        <source>Campaigns: search and list</source>
        <translation>キャンペーン検索・一覧</translation>
    </message>
    <message>
        <source>Apply for another new campaign</source>
        <translation>新規キャンペーン申請する</translation>
    </message>
    <message>
        <source>NetMile decides about it. You find it under “Application state”.</source>
        <translation>NetMile が審査します。結果は「キャンペーン申請状態検索」で確認できます。</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Application state</source>
        <translation>申請状態</translation>
    </message>
    <message>
        <source>Application number</source>
        <translation>申請番号</translation>
    </message>
</context>
<context>
    <name>FormPage</name>
    <message>
        <source>Confirm your input</source>
        <translation>ご入力内容を確認する</translation>
    </message>
    <message>
        <source>Discard the draft…</source>
        <translation>下書きを破棄する…</translation>
    </message>
    <message>
        <source>Kept as a draft on this computer: {} JST</source>
        <translation>下書きをこのパソコンに保存しました：{} JST</translation>
    </message>
    <message>
        <source>Whether this form arrived at NetMile is not known yet. Confirm it as it is and apply again: it cannot be applied for twice.</source>
        <translation>この申請が NetMile に届いたかどうかはまだ分かりません。このまま確認して、もう一度申請してください。二重に申請されることはありません。</translation>
    </message>
    <message>
        <source>Name, miles per issue, limits and method are fixed once approved. To change them, apply for a new campaign with this one as its template.</source>
        <translation>キャンペーン名・1回あたりのマイル発行数・マイル発行制限・マイル発行方式は、承認後は変更できません。変えるときは、内容を再利用して新しいキャンペーンを申請してください。</translation>
    </message>
    <message>
        <source>Apply by reuse</source>
        <translation>再利用申請</translation>
    </message>
    <message>
        <source>Apply for a new campaign</source>
        <translation>新規キャンペーン申請</translation>
    </message>
    <message>
        <source>Apply for a change of {}</source>
        <translation>{} のキャンペーン変更申請</translation>
    </message>
    <message>
        <source>Apply for a new campaign with the content of {}</source>
        <translation>{} の内容を再利用した申請</translation>
    </message>
</context>
<context>
    <name>LimitsField</name>
    <message>
        <source>Issues per member in the campaign</source>
        <translation>1会員あたりの回数</translation>
    </message>
    <message>
        <source>Issues per member and day</source>
        <translation>1会員1日あたりの回数</translation>
    </message>
    <message>
        <source>Per member</source>
        <translation>1会員</translation>
    </message>
    <message>
        <source>Per member and day</source>
        <translation>1会員1日</translation>
    </message>
    <message>
        <source>times</source>
        <translation>回</translation>
    </message>
</context>
<context>
    <name>PeriodField</name>
    <message>
        <source>{}: first day</source>
        <translation>{}（開始日）</translation>
    </message>
    <message>
        <source>{}: last day</source>
        <translation>{}（終了日）</translation>
    </message>
</context>
<context>
    <name>TermsField</name>
    <message>
        <source>Address of the terms</source>
        <translation>会員規約のURL</translation>
    </message>
</context>
<context>
    <name>WaitingPage</name>
    <message>
        <source>A change of this campaign waits for NetMile&apos;s decision. To apply for another, withdraw it.</source>
        <translation>このキャンペーンの変更申請が審査中です。別の変更を申請するには、この申請を取下げてください。</translation>
    </message>
</context>
</TS>
