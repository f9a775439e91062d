<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
<context>
    <name>ApplicationConditions</name>
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
    <name>ApplicationPages</name>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Applications found</source>
        <translation>見つかった申請</translation>
    </message>
    <message>
        <source>0 results</source>
        <translation>0 件</translation>
    </message>
    <message>
        <source>Leave out a condition and show again. Approved campaigns are also listed under “Campaign information”.</source>
        <translation>条件を減らして表示し直してください。承認されたキャンペーンは「キャンペーン情報検索」でも探せます。</translation>
    </message>
    <message>
        <source>Leave out a condition and show again.</source>
        <translation>条件を減らして、もう一度表示してください。</translation>
    </message>
    <message>
        <source>Show all applications</source>
        <translation>すべての申請を表示</translation>
    </message>
    <message>
        <source>applications</source>
        <translation>申請一覧</translation>
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
        <source>Miles issued</source>
        <translation>マイル発行数</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>登録検索</translation>
    </message>
</context>
<context>
    <name>SearchConditions</name>
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
        <translation>条件：{}</translation>
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
        <source>Campaign state</source>
        <translation>キャンペーン状態</translation>
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
        <translation>ポータルに接続できません。これまでに表示したキャンペーンを表示しています（{} JST 時点）。</translation>
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
        <source>Show all campaigns</source>
        <translation>すべて表示する</translation>
    </message>
</context>
</TS>
