<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>FilesPage</name>
    <message>
        <source>Waiting for a result</source>
        <translation>回答待ち</translation>
    </message>
    <message>
        <source>All</source>
        <translation type="unfinished">すべて</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>ダウンロード…</translation>
    </message>
    <message>
        <source>Upload a result…</source>
        <translation>結果をアップロード…</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>受渡ファイル</translation>
    </message>
    <message>
        <source>There is no file</source>
        <translation>ファイルはありません</translation>
    </message>
    <message>
        <source>Files are made at the set times once members have registered.</source>
        <translation>会員が登録すると、決まった時刻にファイルが作成されます。</translation>
    </message>
    <message>
        <source>reward files</source>
        <translation>受渡ファイル一覧</translation>
    </message>
    <message>
        <source>Download a file</source>
        <translation>ファイルをダウンロード</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
    <message>
        <source>Saved: {}. It holds personal data; delete it once it is taken over.</source>
        <translation>保存しました: {}。個人情報を含みます。取り込んだら削除してください。</translation>
    </message>
    <message>
        <source>Choose the result of {}</source>
        <translation>{} の結果を選択</translation>
    </message>
    <message>
        <source>Upload the results of {}</source>
        <translation>{} 人の結果をアップロード</translation>
    </message>
    <message>
        <source>Upload the result of {}?</source>
        <translation>{} の結果をアップロードしますか？</translation>
    </message>
    <message>
        <source>Upload a result</source>
        <translation>結果をアップロード</translation>
    </message>
    <message>
        <source>{}: approved {}, refused {}. The file is completed.</source>
        <translation>{}: 承認 {}、不承認 {}。このファイルは完了しました。</translation>
    </message>
</context>
<context>
    <name>RegistrationConditions</name>
    <message>
        <source>Without conditions every registration is shown.</source>
        <translation>条件を指定しないと、すべての登録が表示されます。</translation>
    </message>
    <message>
        <source>Registered from</source>
        <translation>登録日の開始</translation>
    </message>
    <message>
        <source>Registered to</source>
        <translation>登録日の終了</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>&amp;Registration ID</source>
        <translation>登録ID(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Campaign ID</source>
        <translation>キャンペーンID(&amp;C)</translation>
    </message>
    <message>
        <source>Hand-over</source>
        <translation>受渡</translation>
    </message>
    <message>
        <source>Registered on</source>
        <translation>登録日</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>判定</translation>
    </message>
    <message>
        <source> or </source>
        <translation> または </translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>登録ID</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
</context>
<context>
    <name>RewardCampaignConditions</name>
    <message>
        <source>Without conditions every approved reward campaign is shown.</source>
        <translation>条件を指定しないと、承認されたすべてのリワードキャンペーンが表示されます。</translation>
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
        <source>Campaign &amp;ID</source>
        <translation>キャンペーンID(&amp;I)</translation>
    </message>
    <message>
        <source>Campaign &amp;name</source>
        <translation>キャンペーン名(&amp;N)</translation>
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
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
    </message>
    <message>
        <source> or </source>
        <translation> または </translation>
    </message>
</context>
<context>
    <name>RewardCampaigns</name>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Campaign name</source>
        <translation>キャンペーン名</translation>
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
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登録数</translation>
    </message>
    <message>
        <source>Miles granted</source>
        <translation>付与マイル数</translation>
    </message>
</context>
<context>
    <name>RewardFiles</name>
    <message>
        <source>File</source>
        <translation>ファイル</translation>
    </message>
    <message>
        <source>Made for</source>
        <translation>作成時刻</translation>
    </message>
    <message>
        <source>Members</source>
        <translation>人数</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Answer until</source>
        <translation>回答期限</translation>
    </message>
    <message>
        <source>Deadline</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>Downloads</source>
        <translation>ダウンロード数</translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>不承認</translation>
    </message>
    <message>
        <source>Answered at</source>
        <translation>判定日時</translation>
    </message>
</context>
<context>
    <name>RewardRegistrations</name>
    <message>
        <source>Registration ID</source>
        <translation>登録ID</translation>
    </message>
    <message>
        <source>Registered at</source>
        <translation>登録日時</translation>
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
        <source>Hand-over</source>
        <translation>受渡</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Answered at</source>
        <translation>判定日時</translation>
    </message>
    <message>
        <source>Way of hand-over</source>
        <translation>受渡方法</translation>
    </message>
    <message>
        <source>Handed over at</source>
        <translation>受渡日時</translation>
    </message>
    <message>
        <source>Data destroyed at</source>
        <translation>データの消去日時</translation>
    </message>
    <message>
        <source>Test member</source>
        <translation>テスト会員</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Issue ID</source>
        <translation>発行ID</translation>
    </message>
</context>
<context>
    <name>RewardResult</name>
    <message>
        <source>{} of {} registrations have no usable answer. Put the file right and choose it again.</source>
        <translation>判定がないか使えない登録: {} / {} 件。ファイルを直して、もう一度選んでください。</translation>
    </message>
    <message>
        <source>Approved: {} · Refused: {}</source>
        <translation>承認 {} · 不承認 {}</translation>
    </message>
    <message>
        <source>A file takes one result; it cannot be changed afterwards.</source>
        <translation>1 ファイルにアップロードできる結果は 1 回だけです。あとから変更できません。</translation>
    </message>
    <message>
        <source>These rows are passed over:</source>
        <translation>次の行は取り込まれません:</translation>
    </message>
    <message>
        <source>Row {} ({}): {}</source>
        <translation>{} 行目（{}）: {}</translation>
    </message>
    <message>
        <source>Other rows: {}</source>
        <translation>ほか {} 行</translation>
    </message>
</context>
<context>
    <name>RewardView</name>
    <message>
        <source>See the page</source>
        <translation>見え方を確認</translation>
    </message>
    <message>
        <source>Apply for a reward campaign</source>
        <translation>リワードキャンペーンを申請</translation>
    </message>
    <message>
        <source>Pages of the rewards</source>
        <translation>リワードのページ</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Files</source>
        <translation>受渡ファイル</translation>
    </message>
    <message>
        <source>Registrations</source>
        <translation>登録一覧</translation>
    </message>
    <message>
        <source>Application state</source>
        <translation>申請状態</translation>
    </message>
    <message>
        <source>No browser opens on this computer. Open this address within 30 minutes: {}</source>
        <translation>この PC ではブラウザを開けません。30 分以内にこのアドレスを開いてください: {}</translation>
    </message>
    <message>
        <source>Reward campaigns found</source>
        <translation>見つかったリワードキャンペーン</translation>
    </message>
    <message>
        <source>0 results</source>
        <translation>0 件</translation>
    </message>
    <message>
        <source>Leave out a condition and show again. Campaigns that are not approved yet are under “Application state”.</source>
        <translation>条件を減らして、もう一度表示してください。まだ承認されていないキャンペーンは「申請状態」にあります。</translation>
    </message>
    <message>
        <source>Show all reward campaigns</source>
        <translation>すべてのリワードキャンペーンを表示</translation>
    </message>
    <message>
        <source>reward campaigns</source>
        <translation>リワードキャンペーン</translation>
    </message>
    <message>
        <source>Registrations found</source>
        <translation>見つかった登録</translation>
    </message>
    <message>
        <source>Leave out a condition and show again.</source>
        <translation>条件を減らして、もう一度表示してください。</translation>
    </message>
    <message>
        <source>Show all registrations</source>
        <translation>すべての登録を表示</translation>
    </message>
    <message>
        <source>registrations</source>
        <translation>リワード登録一覧</translation>
    </message>
</context>
</TS>
