<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>ApplicationToDecide</name>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
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
        <source>Submitted by</source>
        <translation>申請者</translation>
    </message>
    <message>
        <source>Reused campaign</source>
        <translation>再利用元のキャンペーン</translation>
    </message>
    <message>
        <source>Copy the application number</source>
        <translation>申請番号をコピー</translation>
    </message>
    <message>
        <source>What the change changes</source>
        <translation>変更される内容</translation>
    </message>
    <message>
        <source>The campaign was suspended, resumed or changed since. An approval puts this content in force.</source>
        <translation>申請の後で、キャンペーンが停止・再開または変更されました。承認するとこの内容になります。</translation>
    </message>
    <message>
        <source>It changes nothing of the campaign.</source>
        <translation>キャンペーンの内容は変わりません。</translation>
    </message>
    <message>
        <source>Application number</source>
        <translation>申請番号</translation>
    </message>
    <message>
        <source>Whole content</source>
        <translation>申請内容のすべて</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>{} is being processed to its end.</source>
        <translation>{} の残りを処理しています。</translation>
    </message>
    <message>
        <source>{} is suspended: no miles can be issued.</source>
        <translation>{} を停止しました。マイルは発行できません。</translation>
    </message>
    <message>
        <source>{} goes on.</source>
        <translation>{} を再開しました。</translation>
    </message>
    <message>
        <source>Applications wait for your decision.</source>
        <translation>申請は、ここで決めるまで待ちます。</translation>
    </message>
    <message>
        <source>Applications are approved automatically after {} min.</source>
        <translation>申請は {} 分後に自動で承認されます。</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>サンドボックス</translation>
    </message>
    <message>
        <source>Decide as NetMile</source>
        <translation>ネットマイルとして決める</translation>
    </message>
    <message>
        <source>{} was approved.</source>
        <translation>{} を承認しました。</translation>
    </message>
    <message>
        <source>The change of {} lapsed: its campaign is over.</source>
        <translation>{} の変更申請は失効しました。キャンペーンが終了しています。</translation>
    </message>
    <message>
        <source>{} was refused. The merchant finds the reason in the application.</source>
        <translation>{} を承認しませんでした。理由は加盟店の申請に表示されます。</translation>
    </message>
    <message>
        <source>{} of {} were taken back.</source>
        <translation>{}（{}）を取り消しました。</translation>
    </message>
    <message>
        <source>The request of {} was refused.</source>
        <translation>{} の取消申請を不可にしました。</translation>
    </message>
    <message>
        <source>Open the campaign</source>
        <translation>キャンペーンを開く</translation>
    </message>
</context>
<context>
    <name>DecisionFoot</name>
    <message>
        <source>The merchant reads it; needed to refuse</source>
        <translation>加盟店に表示されます（承認しないときは必須）</translation>
    </message>
    <message>
        <source>Refuse</source>
        <translation>承認しない</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>承認する</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Write why it is refused. The merchant reads it.</source>
        <translation>承認しない理由を入力してください。加盟店に表示されます。</translation>
    </message>
</context>
<context>
    <name>NetMileColumns</name>
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
        <source>Applied at</source>
        <translation>申請日時</translation>
    </message>
    <message>
        <source>Request number</source>
        <translation>申請番号</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル数</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>会員の残高</translation>
    </message>
    <message>
        <source>If approved</source>
        <translation>承認した場合</translation>
    </message>
    <message>
        <source>Decided by</source>
        <translation>回答期限</translation>
    </message>
    <message>
        <source>The miles are taken back</source>
        <translation>マイルが取り消されます</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>取消できます</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>発行登録ID</translation>
    </message>
    <message>
        <source>Processed</source>
        <translation>処理済み</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Interrupted at</source>
        <translation>中断日時</translation>
    </message>
    <message>
        <source>Why it cannot go on</source>
        <translation>再開できない理由</translation>
    </message>
    <message>
        <source>Its lists were deleted</source>
        <translation>リストが削除されています</translation>
    </message>
    <message>
        <source>Its rows were sent again in {}</source>
        <translation>{} で送り直されています</translation>
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
</context>
<context>
    <name>NetMileLists</name>
    <message>
        <source>Read the application</source>
        <translation>申請内容を見る</translation>
    </message>
    <message>
        <source>No application is waiting</source>
        <translation>回答待ちの申請はありません</translation>
    </message>
    <message>
        <source>New campaigns and changes that you apply for come here.</source>
        <translation>新規キャンペーンや変更の申請が、ここに表示されます。</translation>
    </message>
    <message>
        <source>Applications that wait for NetMile</source>
        <translation>ネットマイルの回答を待つ申請</translation>
    </message>
    <message>
        <source>No request is waiting</source>
        <translation>回答待ちの取消申請はありません</translation>
    </message>
    <message>
        <source>Requests to cancel valid miles come here.</source>
        <translation>有効なマイルの取消申請が、ここに表示されます。</translation>
    </message>
    <message>
        <source>Cancellation requests that wait for NetMile</source>
        <translation>ネットマイルの回答を待つ取消申請</translation>
    </message>
    <message>
        <source>{}: {} to take back, the member&apos;s balance is {}. {}.</source>
        <translation>{}：取消は {}、会員の残高は {} です。{}。</translation>
    </message>
    <message>
        <source>Judge the rest</source>
        <translation>残りを処理する</translation>
    </message>
    <message>
        <source>Nothing was interrupted</source>
        <translation>中断した登録はありません</translation>
    </message>
    <message>
        <source>A registration comes here if the portal cannot judge its rows to the end.</source>
        <translation>ポータルが行を最後まで処理できなかった登録が、ここに表示されます。</translation>
    </message>
    <message>
        <source>Interrupted registrations</source>
        <translation>中断した登録</translation>
    </message>
    <message>
        <source>Campaign ID or name</source>
        <translation>キャンペーンID または キャンペーン名</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>表示する</translation>
    </message>
    <message>
        <source>Open the campaign</source>
        <translation>キャンペーンを開く</translation>
    </message>
    <message>
        <source>Suspend</source>
        <translation>停止する</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>再開する</translation>
    </message>
    <message>
        <source>No campaign was found</source>
        <translation>該当するキャンペーンはありません</translation>
    </message>
    <message>
        <source>Approved campaigns</source>
        <translation>承認済みのキャンペーン</translation>
    </message>
</context>
<context>
    <name>NetMileTabs</name>
    <message>
        <source>Applications</source>
        <translation>申請</translation>
    </message>
    <message>
        <source>Cancellation requests</source>
        <translation>取消申請</translation>
    </message>
    <message>
        <source>Interrupted registrations</source>
        <translation>中断した登録</translation>
    </message>
    <message>
        <source>Campaigns</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Lists of NetMile&apos;s part</source>
        <translation>ネットマイルの役の一覧</translation>
    </message>
    <message>
        <source>You decide here in NetMile&apos;s place, for {}. Only the sandbox has this page.</source>
        <translation>{} に対して、ネットマイルに代わって決めます。この画面はサンドボックスだけにあります。</translation>
    </message>
</context>
<context>
    <name>PolicyRow</name>
    <message>
        <source>Approve applications automatically</source>
        <translation>申請を自動で承認する</translation>
    </message>
    <message>
        <source>Minutes until an application is approved automatically</source>
        <translation>申請が自動で承認されるまでの分数</translation>
    </message>
    <message>
        <source>By the sandbox&apos;s own clock. What was suspended or changed meanwhile still waits for you.</source>
        <translation>サンドボックスの時計で数えます。その間に停止や変更があったものは、承認を待ちます。</translation>
    </message>
    <message>
        <source>minutes after they were made</source>
        <translation>分後（申請から）</translation>
    </message>
</context>
</TS>
