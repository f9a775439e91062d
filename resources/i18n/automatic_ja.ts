<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>AutomaticView</name>
    <message>
        <source>Connection and keys</source>
        <translation>接続と鍵</translation>
    </message>
    <message>
        <source>Test the tag</source>
        <translation>タグのテスト</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <source>Error log</source>
        <translation>エラーログ</translation>
    </message>
</context>
<context>
    <name>ConnectionPage</name>
    <message>
        <source>Copy the merchant ID</source>
        <translation>加盟店IDをコピー</translation>
    </message>
    <message>
        <source>Copy the campaign ID</source>
        <translation>キャンペーンIDをコピー</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>送信先をコピー</translation>
    </message>
    <message>
        <source>Tag information</source>
        <translation>タグ情報</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>接続</translation>
    </message>
    <message>
        <source>Merchant ID</source>
        <translation>加盟店ID</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Address, from server to server (POST)</source>
        <translation>送信先（サーバーから POST）</translation>
    </message>
    <message>
        <source>Put the tag on the page shown after an order. In place of {} your server writes the parameter that it encrypts for this one order.</source>
        <translation>注文後に表示するページにタグを置きます。{} の部分は、注文ごとにサーバーで作った暗号化パラメーターに置き換えます。</translation>
    </message>
</context>
<context>
    <name>EntryWords</name>
    <message>
        <source>Nothing done yet</source>
        <translation>未対応</translation>
    </message>
    <message>
        <source>In a manual batch</source>
        <translation>バッチに追加済み</translation>
    </message>
    <message>
        <source>Issued by a later call</source>
        <translation>後から自動発行済み</translation>
    </message>
    <message>
        <source>Data deleted</source>
        <translation>データ削除済み</translation>
    </message>
    <message>
        <source>Repaired</source>
        <translation>手動で発行済み</translation>
    </message>
    <message>
        <source>Refused again</source>
        <translation>手動でもエラー</translation>
    </message>
    <message>
        <source>Left out of the batch</source>
        <translation>バッチから除外</translation>
    </message>
    <message>
        <source>Sent by hand</source>
        <translation>手動で送信済み</translation>
    </message>
    <message>
        <source>{0}, row {1}</source>
        <translation>{0} の {1} 行目</translation>
    </message>
    <message>
        <source>{0}: {1}</source>
        <translation>{0}：{1}</translation>
    </message>
    <message>
        <source>{} (not sent yet)</source>
        <translation>{}（未送信）</translation>
    </message>
    <message>
        <source>On another computer</source>
        <translation>ほかの PC のバッチ</translation>
    </message>
</context>
<context>
    <name>ExamplesPage</name>
    <message>
        <source>Language of the example</source>
        <translation>サンプルの言語</translation>
    </message>
    <message>
        <source>Example</source>
        <translation>サンプル</translation>
    </message>
    <message>
        <source>Each example makes a parameter, sends it, and reads the answer. Put merchant ID, key ID and secret into the environment of your server, never into a page.</source>
        <translation>パラメーターを作って送り、返事を読むところまでのプログラムです。加盟店ID・鍵ID・秘密の値はサーバーの環境変数に入れ、ページには書かないでください。</translation>
    </message>
</context>
<context>
    <name>FlawWords</name>
    <message>
        <source>Valid parameter</source>
        <translation>正しいパラメーター</translation>
    </message>
    <message>
        <source>Another merchant ID inside</source>
        <translation>中の加盟店IDが違う</translation>
    </message>
    <message>
        <source>One character changed on its way</source>
        <translation>途中で 1 文字変わった</translation>
    </message>
    <message>
        <source>Unknown key ID</source>
        <translation>存在しない鍵ID</translation>
    </message>
    <message>
        <source>Made an hour ago</source>
        <translation>1 時間前に作られた</translation>
    </message>
    <message>
        <source>Made in an hour (wrong clock)</source>
        <translation>1 時間先の時刻（時計の狂い）</translation>
    </message>
    <message>
        <source>Not encrypted</source>
        <translation>暗号化されていない</translation>
    </message>
    <message>
        <source>Malformed specified key</source>
        <translation>指定キーの形が誤り</translation>
    </message>
    <message>
        <source>Campaign that does not exist</source>
        <translation>存在しないキャンペーン</translation>
    </message>
    <message>
        <source>Campaign of another site</source>
        <translation>ほかのサイトのキャンペーン</translation>
    </message>
    <message>
        <source>Campaign not approved</source>
        <translation>承認されていないキャンペーン</translation>
    </message>
    <message>
        <source>Suspended campaign</source>
        <translation>停止中のキャンペーン</translation>
    </message>
    <message>
        <source>Outside the issuance period</source>
        <translation>マイル発行期間外</translation>
    </message>
    <message>
        <source>Address that no member has</source>
        <translation>会員にないアドレス</translation>
    </message>
    <message>
        <source>Miles against the amount rule</source>
        <translation>発行ルールに合わないマイル数</translation>
    </message>
    <message>
        <source>More issues than a member may get</source>
        <translation>会員ごとの回数制限を超える</translation>
    </message>
    <message>
        <source>More issues than a member may get in a day</source>
        <translation>会員ごとの 1 日の回数制限を超える</translation>
    </message>
    <message>
        <source>Failure inside the portal</source>
        <translation>ポータル内部の障害</translation>
    </message>
    <message>
        <source>No parameter can bring this about. When your server is told 20012, nothing was issued: it repeats the call with the same unique ID after a while.</source>
        <translation>パラメーターでは起こせません。20012 が返ったときは何も発行されていません。時間をおいて、同じ一意IDで送り直してください。</translation>
    </message>
    <message>
        <source>Type the ID of a campaign of another site.</source>
        <translation>ほかのサイトのキャンペーンIDを入力してください。</translation>
    </message>
    <message>
        <source>Your site has no campaign that waits for approval. Type an ID.</source>
        <translation>承認されていないキャンペーンがありません。キャンペーンIDを入力してください。</translation>
    </message>
    <message>
        <source>Your site has no suspended campaign. Type an ID.</source>
        <translation>停止中のキャンペーンがありません。キャンペーンIDを入力してください。</translation>
    </message>
    <message>
        <source>Your site has no campaign whose issuance period is over. Type an ID.</source>
        <translation>マイル発行期間の終わったキャンペーンがありません。キャンペーンIDを入力してください。</translation>
    </message>
    <message>
        <source>Your site has no campaign of automatic issuance with such a limit of up to 20 issues.</source>
        <translation>この回数制限（20 回まで）のある自動発行のキャンペーンがありません。</translation>
    </message>
</context>
<context>
    <name>KeyPanel</name>
    <message>
        <source>Secret of the key</source>
        <translation>鍵の秘密の値</translation>
    </message>
    <message>
        <source>This is the only time the secret is shown. Put it into the settings of your server now; whoever has it can issue miles in your name.</source>
        <translation>秘密の値が表示されるのは今だけです。今すぐサーバーの設定に入れてください。この値を知っている人は、あなたのサイトの名前でマイルを発行できます。</translation>
    </message>
    <message>
        <source>Kept on this computer, the tag can be tested without typing the secret. It lies in its keyring.</source>
        <translation>このパソコンに保存すると、タグのテストで入力せずに使えます。保存先は OS のキーリングです。</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be used, so the secret cannot be kept here. Copy it; to test the tag later it has to be typed in.</source>
        <translation>このパソコンには使えるキーリングがないため、保存できません。コピーして控えてください。後でタグをテストするときは入力が必要です。</translation>
    </message>
    <message>
        <source>Key {} was made</source>
        <translation>鍵 {} を作りました</translation>
    </message>
    <message>
        <source>Kept in the keyring of this computer until the key is revoked.</source>
        <translation>このパソコンのキーリングに保存しました。鍵を無効にすると消えます。</translation>
    </message>
</context>
<context>
    <name>KeysCard</name>
    <message>
        <source>Make a key</source>
        <translation>鍵を作る</translation>
    </message>
    <message>
        <source>Change to a new key</source>
        <translation>新しい鍵に替える</translation>
    </message>
    <message>
        <source>Revoke…</source>
        <translation>無効にする…</translation>
    </message>
    <message>
        <source>Keys of automatic issuance</source>
        <translation>自動発行の鍵</translation>
    </message>
    <message>
        <source>There is no valid key: every call is refused with 13005. Make one first.</source>
        <translation>有効な鍵がありません。どの発行も 13005 になります。先に鍵を作ってください。</translation>
    </message>
    <message>
        <source>To change the key without a gap: make a new one, let your server use it, then revoke the old one.</source>
        <translation>止めずに鍵を替えるには、新しい鍵を作り、サーバーを切り替えてから、古い鍵を無効にします。</translation>
    </message>
    <message>
        <source>Two keys are valid. Once your server uses the newer one, revoke the older one here.</source>
        <translation>2 つの鍵が有効です。サーバーが新しい鍵に切り替わったら、古い鍵を無効にしてください。</translation>
    </message>
    <message>
        <source>Change to a new key?</source>
        <translation>新しい鍵に替えますか？</translation>
    </message>
    <message>
        <source>A new key is made, and {} stays valid beside it. {} is revoked now: whatever your server still encrypts with it is refused with 13005.</source>
        <translation>新しい鍵を作ります。{} は引き続き有効です。{} は今すぐ無効になり、その鍵で暗号化されたものは 13005 になります。</translation>
    </message>
    <message>
        <source>Change the key</source>
        <translation>鍵を替える</translation>
    </message>
    <message>
        <source>From now on every parameter under this key is refused with 13005, also on pages that are open already. The secret is destroyed and cannot be brought back.</source>
        <translation>この鍵のパラメーターは、開いているページの分も含めて、すぐに 13005 になります。秘密の値は破棄され、元には戻せません。</translation>
    </message>
    <message>
        <source>Your server must use {} instead.</source>
        <translation>サーバーでは {} を使ってください。</translation>
    </message>
    <message>
        <source>No other key is valid: automatic issuance stops until you make one and your server uses it.</source>
        <translation>ほかに有効な鍵がありません。新しい鍵を作ってサーバーに設定するまで、自動発行は止まります。</translation>
    </message>
    <message>
        <source>Revoke the key {}?</source>
        <translation>鍵 {} を無効にしますか？</translation>
    </message>
    <message>
        <source>Revoke the key</source>
        <translation>鍵を無効にする</translation>
    </message>
    <message>
        <source>Key {} is revoked.</source>
        <translation>鍵 {} を無効にしました。</translation>
    </message>
    <message>
        <source>Valid</source>
        <translation>有効</translation>
    </message>
    <message>
        <source>Revoked</source>
        <translation>無効</translation>
    </message>
    <message>
        <source>Never</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>鍵ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Made at</source>
        <translation>作成日時</translation>
    </message>
    <message>
        <source>Made by</source>
        <translation>作成者</translation>
    </message>
    <message>
        <source>NetMile</source>
        <translation>ネットマイル</translation>
    </message>
    <message>
        <source>Last used at</source>
        <translation>最終使用日時</translation>
    </message>
    <message>
        <source>Revoked at</source>
        <translation>無効にした日時</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>鍵</translation>
    </message>
</context>
<context>
    <name>RefusedActions</name>
    <message>
        <source>Make a batch of the selected calls</source>
        <translation>選択した分でバッチを作る</translation>
    </message>
    <message>
        <source>Make a batch of all found</source>
        <translation>見つかった分すべてでバッチを作る</translation>
    </message>
    <message>
        <source>Delete their data…</source>
        <translation>データを削除…</translation>
    </message>
    <message>
        <source>Make a batch of {} selected call</source>
        <translation>選択した {} 件でバッチを作る</translation>
    </message>
    <message>
        <source>Make a batch of {} selected calls</source>
        <translation>選択した {} 件でバッチを作る</translation>
    </message>
    <message>
        <source>Nothing of this can be put right by hand: it is taken already, solved, or its data are gone.</source>
        <translation>手動で発行できるものがありません。すでに対応済みか、データが残っていません。</translation>
    </message>
    <message>
        <source>A batch belongs to one campaign. Select calls of one campaign, or open the campaign and make the batch in its own error log.</source>
        <translation>バッチは 1 つのキャンペーンで作ります。同じキャンペーンの行を選ぶか、キャンペーンを開いて、そのエラーログからバッチを作ってください。</translation>
    </message>
    <message>
        <source>Issue them in {}?</source>
        <translation>{} で発行しますか？</translation>
    </message>
    <message>
        <source>{0} call named another campaign. By hand it is issued in {1}, with the rule of that campaign.</source>
        <translation>{0} 件は別のキャンペーンIDで送られています。手動では {1} のルールで発行します。</translation>
    </message>
    <message>
        <source>{0} calls named other campaigns. By hand they are issued in {1}, with its rule.</source>
        <translation>{0} 件は別のキャンペーンIDで送られています。手動では {1} のルールで発行します。</translation>
    </message>
    <message>
        <source>Make the batch</source>
        <translation>バッチを作る</translation>
    </message>
    <message>
        <source>Make a batch of refused calls</source>
        <translation>自動発行の失敗分からバッチを作る</translation>
    </message>
    <message>
        <source>{} call was left out: somebody else has taken it, or it was issued meanwhile.</source>
        <translation>{} 件は、ほかの人が対応中か、その後に発行されたため、入れていません。</translation>
    </message>
    <message>
        <source>{} calls were left out: somebody else has taken them, or they were issued meanwhile.</source>
        <translation>{} 件は、ほかの人が対応中か、その後に発行されたため、入れていません。</translation>
    </message>
    <message>
        <source>Delete the data of {} call for good?</source>
        <translation>{} 件のデータを削除しますか？</translation>
    </message>
    <message>
        <source>Delete the data of {} calls for good?</source>
        <translation>{} 件のデータを削除しますか？</translation>
    </message>
    <message>
        <source>Address, specified key and miles are deleted at the portal, for everybody. Such a call cannot be put into a batch any more. Its code, day and count stay.</source>
        <translation>アドレス・指定キー・マイルがポータルから削除され、だれも見られなくなります。バッチにも入れられなくなります。コード・日付・件数は残ります。</translation>
    </message>
    <message>
        <source>Delete the data of {} call</source>
        <translation>{} 件のデータを削除</translation>
    </message>
    <message>
        <source>Delete the data of {} calls</source>
        <translation>{} 件のデータを削除</translation>
    </message>
    <message>
        <source>Delete data of refused calls</source>
        <translation>自動発行のエラーのデータを削除</translation>
    </message>
    <message>
        <source>The data of {} call were deleted.</source>
        <translation>{} 件のデータを削除しました。</translation>
    </message>
    <message>
        <source>The data of {} calls were deleted.</source>
        <translation>{} 件のデータを削除しました。</translation>
    </message>
</context>
<context>
    <name>RefusedCallTable</name>
    <message>
        <source>Refused calls</source>
        <translation>自動発行のエラー</translation>
    </message>
    <message>
        <source>Refused at</source>
        <translation>エラー日時</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Your site has no such campaign</source>
        <translation>このサイトにはないキャンペーンです</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル</translation>
    </message>
    <message>
        <source>Unique ID</source>
        <translation>一意ID</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Put right in</source>
        <translation>対応先</translation>
    </message>
    <message>
        <source>Refusals</source>
        <translation>回数</translation>
    </message>
    <message>
        <source>First refused at</source>
        <translation>最初のエラー日時</translation>
    </message>
    <message>
        <source>Time in the parameter</source>
        <translation>パラメーターの時刻</translation>
    </message>
    <message>
        <source>Key ID</source>
        <translation>鍵ID</translation>
    </message>
</context>
<context>
    <name>RefusedCallsView</name>
    <message>
        <source>Calls</source>
        <translation>一覧</translation>
    </message>
    <message>
        <source>By day and code</source>
        <translation>日別・コード別</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>取得中</translation>
    </message>
    <message>
        <source>{0} refused call of this site is older than {1} days and still holds an address. Put it right or delete its data.</source>
        <translation>{1} 日を過ぎた自動発行のエラーが {0} 件あり、アドレスが残っています。手動で発行するか、データを削除してください。</translation>
    </message>
    <message>
        <source>{0} refused calls of this site are older than {1} days and still hold addresses. Put them right or delete their data.</source>
        <translation>{1} 日を過ぎた自動発行のエラーが {0} 件あり、アドレスが残っています。手動で発行するか、データを削除してください。</translation>
    </message>
    <message>
        <source>Delete the old data…</source>
        <translation>古いデータを削除…</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>表示する</translation>
    </message>
    <message>
        <source>No call was refused</source>
        <translation>自動発行のエラーはありません</translation>
    </message>
    <message>
        <source>Calls that are refused stand here for {} days.</source>
        <translation>エラーになったものを {} 日間表示します。</translation>
    </message>
    <message>
        <source>Nothing was found</source>
        <translation>見つかりません</translation>
    </message>
    <message>
        <source>No refused call meets all conditions.</source>
        <translation>すべての条件に合うエラーはありません。</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>Refused calls</source>
        <translation>自動発行のエラー</translation>
    </message>
</context>
<context>
    <name>RefusedCountTable</name>
    <message>
        <source>Refused calls by day and code</source>
        <translation>日別・コード別の件数</translation>
    </message>
    <message>
        <source>Day</source>
        <translation>日付</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>件数</translation>
    </message>
    <message>
        <source>Nothing done yet</source>
        <translation>未対応</translation>
    </message>
    <message>
        <source>Refusals, with repeats</source>
        <translation>エラー回数</translation>
    </message>
</context>
<context>
    <name>RefusedFilters</name>
    <message>
        <source>Code</source>
        <translation>コード</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状態</translation>
    </message>
    <message>
        <source>Refused from</source>
        <translation>エラー日 開始</translation>
    </message>
    <message>
        <source>Refused to</source>
        <translation>エラー日 終了</translation>
    </message>
    <message>
        <source>Unique ID</source>
        <translation>一意ID</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>All calls of the site</source>
        <translation>サイト全体</translation>
    </message>
    <message>
        <source>Also those that named another campaign, or could not be read, so that it is not known which.</source>
        <translation>別のキャンペーンIDのものや、読み取れずキャンペーンが分からないものも表示します。</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>検索</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>クリア</translation>
    </message>
    <message>
        <source>Refused on</source>
        <translation>エラー日</translation>
    </message>
</context>
<context>
    <name>ResultCard</name>
    <message>
        <source>Request</source>
        <translation>送った内容</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>返事</translation>
    </message>
    <message>
        <source>Not sent</source>
        <translation>未送信</translation>
    </message>
    <message>
        <source>This is what your server would send.</source>
        <translation>お店のサーバーが送る内容です。</translation>
    </message>
    <message>
        <source>As expected</source>
        <translation>予想どおり</translation>
    </message>
    <message>
        <source>Not as expected</source>
        <translation>予想と違います</translation>
    </message>
    <message>
        <source>{} issued to {}</source>
        <translation>{} を {} に発行しました</translation>
    </message>
    <message>
        <source>The miles can be used from {}. Issue ID: {}</source>
        <translation>マイルは {} から使えます。発行ID：{}</translation>
    </message>
    <message>
        <source>About {}</source>
        <translation>{} について</translation>
    </message>
    <message>
        <source>an issue</source>
        <translation>発行</translation>
    </message>
    <message>
        <source>Expected: {}.</source>
        <translation>予想：{}</translation>
    </message>
    <message>
        <source>{} issue was made before the limit was reached.</source>
        <translation>制限に達するまでに {} 件発行しました。</translation>
    </message>
    <message>
        <source>{} issues were made before the limit was reached.</source>
        <translation>制限に達するまでに {} 件発行しました。</translation>
    </message>
    <message>
        <source>Header of the parameter</source>
        <translation>パラメーターのヘッダー</translation>
    </message>
    <message>
        <source>Content before encryption</source>
        <translation>暗号化する前の内容</translation>
    </message>
    <message>
        <source>Character {} of the parameter was changed.</source>
        <translation>パラメーターの {} 文字目を変えています。</translation>
    </message>
</context>
<context>
    <name>TesterPage</name>
    <message>
        <source>Trials</source>
        <translation>テストの一覧</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>送信</translation>
    </message>
    <message>
        <source>Only show the request</source>
        <translation>内容だけ見る</translation>
    </message>
    <message>
        <source>Send all that issue nothing</source>
        <translation>発行しないものをすべて送信</translation>
    </message>
    <message>
        <source>There is no valid key. Make one under “Connection and keys”.</source>
        <translation>有効な鍵がありません。「接続と鍵」で作ってください。</translation>
    </message>
    <message>
        <source>Type in the secret of the key.</source>
        <translation>鍵の秘密の値を入力してください。</translation>
    </message>
    <message>
        <source>Fill in address, specified key and miles.</source>
        <translation>アドレス・指定キー・マイルを入力してください。</translation>
    </message>
    <message>
        <source>This is the real portal: {1} are really issued to {2} and billed, as if your shop had sent it.</source>
        <translation>実際のポータルです。{2} に {1} が本当に発行され、請求の対象になります。</translation>
    </message>
    <message>
        <source>This is the real portal: up to {0} issues of {1} each are really made to {2} and billed.</source>
        <translation>実際のポータルです。{2} に {1} が最大 {0} 回、本当に発行され、請求の対象になります。</translation>
    </message>
    <message>
        <source>Really issue {} to {}?</source>
        <translation>本当に {} を {} に発行しますか？</translation>
    </message>
    <message>
        <source>Issue the miles</source>
        <translation>マイルを発行する</translation>
    </message>
    <message>
        <source>This is not the secret of a key: it has 43 characters.</source>
        <translation>鍵の秘密の値ではありません。秘密の値は 43 文字です。</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>予想</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>返事</translation>
    </message>
    <message>
        <source>Issued</source>
        <translation>発行</translation>
    </message>
    <message>
        <source>Refused trials stand in the error log like any other call.</source>
        <translation>エラーになったテストも、ほかと同じようにエラーログに残ります。</translation>
    </message>
</context>
<context>
    <name>TrialForm</name>
    <message>
        <source>Key ID</source>
        <translation>鍵ID</translation>
    </message>
    <message>
        <source>For this test only; it is kept nowhere</source>
        <translation>このテストだけに使い、保存しません</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>秘密の値</translation>
    </message>
    <message>
        <source>Campaign ID</source>
        <translation>キャンペーンID</translation>
    </message>
    <message>
        <source>Member&apos;s address</source>
        <translation>会員のアドレス</translation>
    </message>
    <message>
        <source>Specified key</source>
        <translation>指定キー</translation>
    </message>
    <message>
        <source>Miles</source>
        <translation>マイル</translation>
    </message>
</context>
</TS>
