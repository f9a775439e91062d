<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja_JP">
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
    <name>HomeTile</name>
    <message>
        <source>None</source>
        <translation>なし</translation>
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
        <source>Data of {0} refused call of automatic issuance are older than {1} days and not deleted yet.</source>
        <translation>{1} 日を過ぎた自動発行のエラーが {0} 件あり、データが未削除です。</translation>
    </message>
    <message>
        <source>Data of {0} refused calls of automatic issuance are older than {1} days and not deleted yet.</source>
        <translation>{1} 日を過ぎた自動発行のエラーが {0} 件あり、データが未削除です。</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>表示する</translation>
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
        <source>{} reward file waits for its result.</source>
        <translation>リワードの受渡ファイル {} 件が回答を待っています。</translation>
    </message>
    <message>
        <source>{} reward files wait for their results.</source>
        <translation>リワードの受渡ファイル {} 件が回答を待っています。</translation>
    </message>
    <message>
        <source>Overdue: {}.</source>
        <translation>期限超過 {} 件。</translation>
    </message>
    <message>
        <source>Answer until {}.</source>
        <translation>回答期限 {}。</translation>
    </message>
    <message>
        <source>Answer them</source>
        <translation>回答する</translation>
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
</TS>
