<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="ja" sourcelanguage="en">
<context>
    <name>CallConditions</name>
    <message>
        <source>Without conditions every call of the last 90 days is shown.</source>
        <translation>条件を指定しないと、過去 90 日間のすべての呼出が表示されます。</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>All that were not taken</source>
        <translation>受け取られなかったもの</translation>
    </message>
    <message>
        <source>&amp;Registration ID</source>
        <translation>登録ID(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Outcome</source>
        <translation>結果(&amp;O)</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>登録ID</translation>
    </message>
</context>
<context>
    <name>ChecksPart</name>
    <message>
        <source>Checks before the upload</source>
        <translation>アップロード前の検査</translation>
    </message>
    <message>
        <source>Next one</source>
        <translation>次へ移動</translation>
    </message>
    <message>
        <source>Registration IDs match</source>
        <translation>登録ID の一致</translation>
    </message>
    <message>
        <source>Reasons of refusals</source>
        <translation>不承認の理由</translation>
    </message>
    <message>
        <source>Answered before</source>
        <translation>回答済みの再回答</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未回答</translation>
    </message>
    <message>
        <source>Same phone or e-mail</source>
        <translation>電話番号・メールの一致</translation>
    </message>
    <message>
        <source>{} person</source>
        <translation>{} 人</translation>
    </message>
    <message>
        <source>{} people</source>
        <translation>{} 人</translation>
    </message>
    <message>
        <source>None</source>
        <comment>of rows</comment>
        <translation>なし</translation>
    </message>
    <message>
        <source>None</source>
        <comment>of people</comment>
        <translation>なし</translation>
    </message>
</context>
<context>
    <name>ContractCard</name>
    <message>
        <source>What the contract says</source>
        <translation>契約の内容</translation>
    </message>
    <message>
        <source>Destruction of what was registered</source>
        <translation>登録データの消去</translation>
    </message>
    <message>
        <source>Registrations without an answer</source>
        <translation>回答のない登録</translation>
    </message>
    <message>
        <source>Only NetMile changes these, by contract. Ask your contact there.</source>
        <translation>契約で決まる項目です。変更はネットマイルの担当者にご相談ください。</translation>
    </message>
    <message>
        <source>{} day after the hand-over</source>
        <translation>受渡の {} 日後</translation>
    </message>
    <message>
        <source>{} days after the hand-over</source>
        <translation>受渡の {} 日後</translation>
    </message>
    <message>
        <source>They stay unanswered</source>
        <translation>未回答のまま残ります</translation>
    </message>
    <message>
        <source>Approved after {} day</source>
        <translation>{} 日後に承認</translation>
    </message>
    <message>
        <source>Approved after {} days</source>
        <translation>{} 日後に承認</translation>
    </message>
    <message>
        <source>Refused after {} day</source>
        <translation>{} 日後に不承認</translation>
    </message>
    <message>
        <source>Refused after {} days</source>
        <translation>{} 日後に不承認</translation>
    </message>
</context>
<context>
    <name>DayCard</name>
    <message>
        <source>Day before</source>
        <translation>前の日</translation>
    </message>
    <message>
        <source>Day after</source>
        <translation>次の日</translation>
    </message>
    <message>
        <source>Waiting on other days: {}</source>
        <translation>ほかの日の回答待ち {}</translation>
    </message>
    <message>
        <source>Fetched automatically at minute {} of each hour, and kept encrypted</source>
        <translation>毎時 {} 分に自動で受け取り、暗号化して保存します</translation>
    </message>
    <message>
        <source>Fetched automatically each day at {}, and kept encrypted</source>
        <translation>毎日 {} に自動で受け取り、暗号化して保存します</translation>
    </message>
    <message>
        <source>Fetched automatically every {} hours, and kept encrypted</source>
        <translation>{} 時間ごとに自動で受け取り、暗号化して保存します</translation>
    </message>
    <message>
        <source>{} file:</source>
        <translation>{} ファイル：</translation>
    </message>
    <message>
        <source>{} files:</source>
        <translation>{} ファイル：</translation>
    </message>
</context>
<context>
    <name>DayStrip</name>
    <message>
        <source>{} h</source>
        <translation>{} 時間</translation>
    </message>
    <message>
        <source>{} h {} min</source>
        <translation>{} 時間 {} 分</translation>
    </message>
    <message>
        <source>{} min</source>
        <translation>{} 分</translation>
    </message>
    <message>
        <source>File of {}:00</source>
        <translation>{} 時のファイル</translation>
    </message>
    <message>
        <source>File of {}</source>
        <translation>{} のファイル</translation>
    </message>
</context>
<context>
    <name>DayStripView</name>
    <message>
        <source>Set times of the day</source>
        <translation>この日の受渡時刻</translation>
    </message>
    <message>
        <source>Left and right go from one to the next, Enter opens the file</source>
        <translation>← → で移り、Enter でファイルを開きます</translation>
    </message>
</context>
<context>
    <name>DeadlinePart</name>
    <message>
        <source>Answer until</source>
        <translation>回答期限</translation>
    </message>
    <message>
        <source>Next file {}</source>
        <translation>次のファイルの作成 {}</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>回答済み</translation>
    </message>
    <message>
        <source>Nobody registered; there is nothing to answer.</source>
        <translation>登録がないため、回答は不要です。</translation>
    </message>
    <message>
        <source>Completed {}: approved {}, refused {}</source>
        <translation>{} 完了：承認 {}、不承認 {}</translation>
    </message>
    <message>
        <source>Overdue</source>
        <translation>期限超過</translation>
    </message>
    <message>
        <source>The result can still be uploaded. NetMile and your staff were told.</source>
        <translation>結果はまだアップロードできます。双方の担当者に知らせが出ました。</translation>
    </message>
    <message>
        <source>Everybody is answered. Upload the result before {}.</source>
        <translation>全員に回答しました。{} までに結果をアップロードしてください。</translation>
    </message>
    <message>
        <source>After that {} person stays unanswered, and both sides are told.</source>
        <translation>過ぎると {} 人は未回答のまま残り、双方の担当者に知らせが出ます。</translation>
    </message>
    <message>
        <source>After that {} people stay unanswered, and both sides are told.</source>
        <translation>過ぎると {} 人は未回答のまま残り、双方の担当者に知らせが出ます。</translation>
    </message>
    <message>
        <source> By contract they are approved after {} days.</source>
        <translation>契約により {} 日後に承認されます。</translation>
    </message>
    <message>
        <source> By contract they are refused after {} days.</source>
        <translation>契約により {} 日後に不承認になります。</translation>
    </message>
    <message>
        <source>{} left</source>
        <translation>残り {}</translation>
    </message>
</context>
<context>
    <name>EndpointCard</name>
    <message>
        <source>Hand-over in real time</source>
        <translation>リアルタイムの受渡</translation>
    </message>
    <message>
        <source>Save the address</source>
        <translation>アドレスを保存</translation>
    </message>
    <message>
        <source>Discard the change</source>
        <translation>変更を取りやめる</translation>
    </message>
    <message>
        <source>Remove the address of the API?</source>
        <translation>API のアドレスを削除しますか？</translation>
    </message>
    <message>
        <source>Nothing is called any more. Registrations of campaigns in real time, also those that wait for another try, go into the next file.</source>
        <translation>API は呼び出されなくなります。リアルタイムのキャンペーンの登録は、再試行を待っているものも含めて、次のファイルに入ります。</translation>
    </message>
    <message>
        <source>Remove the address</source>
        <translation>アドレスを削除</translation>
    </message>
    <message>
        <source>The address is saved. Call it for a test before campaigns in real time begin.</source>
        <translation>アドレスを保存しました。リアルタイムのキャンペーンが始まる前に、テストで呼び出してください。</translation>
    </message>
    <message>
        <source>The address is removed. Registrations are handed over by file.</source>
        <translation>アドレスを削除しました。登録はファイルで受け渡します。</translation>
    </message>
    <message>
        <source>In this sandbox the address may be one of this computer, and begin with http.</source>
        <translation>このサンドボックスでは、このパソコンのアドレスや http で始まるアドレスも使えます。</translation>
    </message>
    <message>
        <source>It begins with https and lies on the public internet. Redirects are not followed.</source>
        <translation>https で始まる、インターネットに公開されたアドレスにしてください。リダイレクトはたどりません。</translation>
    </message>
    <message>
        <source>&amp;Address of your API</source>
        <translation>API のアドレス(&amp;A)</translation>
    </message>
    <message>
        <source>Secret</source>
        <translation>秘密の値</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
</context>
<context>
    <name>FileSaving</name>
    <message>
        <source>Saved: {}. It holds personal data; delete it once it is taken over.</source>
        <translation>保存しました：{}。個人情報を含みます。取り込みが済んだら削除してください。</translation>
    </message>
    <message>
        <source>Download a file</source>
        <translation>ファイルのダウンロード</translation>
    </message>
    <message>
        <source>Saved: {}. A colleague imports it with “Import a CSV…”.</source>
        <translation>保存しました：{}。ほかの担当者は「CSV を取り込む…」で続けられます。</translation>
    </message>
    <message>
        <source>Save the draft</source>
        <translation>下書きを保存</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV ファイル (*.csv)</translation>
    </message>
</context>
<context>
    <name>FileWords</name>
    <message>
        <source>{1} · {0} person</source>
        <translation>{1} {0} 人</translation>
    </message>
    <message>
        <source>{1} · {0} people</source>
        <translation>{1} {0} 人</translation>
    </message>
    <message>
        <source>{} · what they typed is destroyed, their answers still count</source>
        <translation>{} · 入力内容は破棄済みです。判定とアップロードはできます</translation>
    </message>
    <message>
        <source>{} · fetched automatically {}</source>
        <translation>{} · 自動で受け取り {}</translation>
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
        <source>Still to come</source>
        <translation>これから作成されます</translation>
    </message>
    <message>
        <source>This file is made at {} and fetched automatically.</source>
        <translation>{} に作成され、自動で受け取ります。</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>不明</translation>
    </message>
    <message>
        <source>The set time has passed, and no file is known here. Refresh to ask the portal again.</source>
        <translation>受渡時刻を過ぎましたが、ファイルを確認できません。画面を更新して、もう一度確認してください。</translation>
    </message>
    <message>
        <source>Nobody registered</source>
        <translation>登録なし</translation>
    </message>
    <message>
        <source>There is nothing to answer in this file.</source>
        <translation>このファイルに回答する登録はありません。</translation>
    </message>
    <message>
        <source>Answered elsewhere at {}</source>
        <translation>ほかの画面から回答済みです（{}）</translation>
    </message>
    <message>
        <source>Approved {}, refused {}. Each result is under “Registrations”.</source>
        <translation>承認 {}、不承認 {}。1 人ずつの判定は「登録一覧」で確認できます。</translation>
    </message>
    <message>
        <source>What was registered is destroyed</source>
        <translation>登録内容は破棄されました</translation>
    </message>
    <message>
        <source>Its time was up. Each result is under “Registrations”.</source>
        <translation>保管期間が過ぎました。1 人ずつの判定は「登録一覧」で確認できます。</translation>
    </message>
    <message>
        <source>Not here yet</source>
        <translation>まだ受け取っていません</translation>
    </message>
    <message>
        <source>The file is fetched once the portal answers.</source>
        <translation>ポータルに接続すると受け取ります。</translation>
    </message>
    <message>
        <source>Completed {}</source>
        <translation>{} に完了しました</translation>
    </message>
</context>
<context>
    <name>JudgingCard</name>
    <message>
        <source>All</source>
        <translation>すべて</translation>
    </message>
    <message>
        <source>Unanswered</source>
        <translation>未回答</translation>
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
        <source>Paste</source>
        <translation>貼り付け</translation>
    </message>
    <message>
        <source>Import a CSV…</source>
        <translation>CSV を取り込む…</translation>
    </message>
    <message>
        <source>Import answers from this file</source>
        <translation>このファイルの判定を取り込む</translation>
    </message>
    <message>
        <source>Nothing is copied. Copy registration IDs and results first.</source>
        <translation>コピーされた内容がありません。先に登録ID と判定をコピーしてください。</translation>
    </message>
    <message>
        <source>Pasted answers</source>
        <translation>貼り付けた判定</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt)</source>
        <translation>CSV ファイル (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>Import answers</source>
        <translation>判定の取り込み</translation>
    </message>
    <message>
        <source>Copy with headings</source>
        <translation>見出し付きでコピー</translation>
    </message>
</context>
<context>
    <name>KeyHints</name>
    <message>
        <source>approve</source>
        <translation>承認</translation>
    </message>
    <message>
        <source>refuse</source>
        <translation>不承認</translation>
    </message>
    <message>
        <source>take back</source>
        <translation>未回答に戻す</translation>
    </message>
    <message>
        <source>next person</source>
        <translation>次の人</translation>
    </message>
</context>
<context>
    <name>MatchReview</name>
    <message>
        <source>Reason for refusals that have none; Enter uses it</source>
        <translation>理由のない不承認に使う理由（Enter で反映）</translation>
    </message>
    <message>
        <source>Reason for refusals that have none</source>
        <translation>理由のない不承認に使う理由</translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>変更</translation>
    </message>
    <message>
        <source>Lines passed over</source>
        <translation>取り込まない行</translation>
    </message>
    <message>
        <source>Back without a change</source>
        <translation>変えずに戻る</translation>
    </message>
    <message>
        <source>Being read…</source>
        <translation>読み取っています…</translation>
    </message>
    <message>
        <source>Apply {} answer</source>
        <translation>{} 件の判定を取り込む</translation>
    </message>
    <message>
        <source>Apply {} answers</source>
        <translation>{} 件の判定を取り込む</translation>
    </message>
    <message>
        <source>Answer the question first; until then nothing can be applied.</source>
        <translation>先に質問に答えてください。それまでは取り込めません。</translation>
    </message>
    <message>
        <source>{} answer changes</source>
        <translation>変わる判定 {} 件</translation>
    </message>
    <message>
        <source>{} answers change</source>
        <translation>変わる判定 {} 件</translation>
    </message>
    <message>
        <source>{} are the same already</source>
        <translation>変わらない判定 {} 件</translation>
    </message>
    <message>
        <source>{} is the same already</source>
        <translation>変わらない判定 {} 件</translation>
    </message>
    <message>
        <source>{} lines say nothing</source>
        <translation>判定が空の行 {} 行</translation>
    </message>
    <message>
        <source>{} line says nothing</source>
        <translation>判定が空の行 {} 行</translation>
    </message>
    <message>
        <source>{} lines are passed over</source>
        <translation>取り込まない行 {} 行</translation>
    </message>
    <message>
        <source>{} line is passed over</source>
        <translation>取り込まない行 {} 行</translation>
    </message>
    <message>
        <source>1 approves, 0 refuses</source>
        <translation>1 が承認、0 が不承認</translation>
    </message>
    <message>
        <source>1 refuses, 0 approves</source>
        <translation>1 が不承認、0 が承認</translation>
    </message>
    <message>
        <source>None of them</source>
        <translation>どれでもない</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>登録ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Now</source>
        <translation>今の判定</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>取り込み後</translation>
    </message>
    <message>
        <source>Answers that change</source>
        <translation>変わる判定</translation>
    </message>
    <message>
        <source>Line</source>
        <translation>行</translation>
    </message>
    <message>
        <source>What stands there</source>
        <translation>書かれている内容</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>対処</translation>
    </message>
</context>
<context>
    <name>MonthCard</name>
    <message>
        <source>Reports</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>Outcome of {0}/{1:02d}</source>
        <translation>{1} 月の成果</translation>
    </message>
    <message>
        <source>Refused members cost nothing, and keep the miles they were given.</source>
        <translation>不承認は料金に入らず、付与済みのマイルは残ります。</translation>
    </message>
    <message>
        <source>The fee of this month is final.</source>
        <translation>この月の料金は確定しています。</translation>
    </message>
    <message>
        <source>listing {}</source>
        <translation>掲載料 {}</translation>
    </message>
    <message>
        <source>Approved {} · {}</source>
        <translation>承認 {} · {}</translation>
    </message>
    <message>
        <source>{} × {}</source>
        <translation>{} 人 × {}</translation>
    </message>
</context>
<context>
    <name>PendingPage</name>
    <message>
        <source>Back to the list</source>
        <translation>一覧に戻る</translation>
    </message>
    <message>
        <source>Handed over in real time</source>
        <translation>リアルタイムで受け渡した登録</translation>
    </message>
    <message>
        <source>{1} · {0} person</source>
        <translation>{1} · {0} 人</translation>
    </message>
    <message>
        <source>{1} · {0} people</source>
        <translation>{1} · {0} 人</translation>
    </message>
    <message>
        <source>Nobody waits</source>
        <translation>回答待ちの登録はありません</translation>
    </message>
    <message>
        <source>Every registration handed over in real time is answered.</source>
        <translation>リアルタイムで受け渡した登録は、すべて回答済みです。</translation>
    </message>
    <message>
        <source>Send these answers?</source>
        <translation>この判定を送信しますか？</translation>
    </message>
    <message>
        <source>{}. An answer cannot be changed afterwards.</source>
        <translation>{}。回答したあとは変更できません。</translation>
    </message>
    <message>
        <source>Send answers</source>
        <translation>判定の送信</translation>
    </message>
    <message>
        <source>Approved {}, refused {}.</source>
        <translation>承認 {}、不承認 {}。</translation>
    </message>
    <message>
        <source>{} was answered otherwise before.</source>
        <translation>{} 人は別の判定で回答済みでした。</translation>
    </message>
    <message>
        <source>{} were answered otherwise before.</source>
        <translation>{} 人は別の判定で回答済みでした。</translation>
    </message>
    <message>
        <source>{} was not taken.</source>
        <translation>{} 人の判定は受け付けられませんでした。</translation>
    </message>
    <message>
        <source>{} were not taken.</source>
        <translation>{} 人の判定は受け付けられませんでした。</translation>
    </message>
    <message>
        <source>Your own system has these registrations already; what members typed is not kept here. There is no deadline.</source>
        <translation>登録内容は貴社システムへ送信済みで、この画面には保存されません。回答期限はありません。</translation>
    </message>
</context>
<context>
    <name>PicturePanel</name>
    <message>
        <source>Phone</source>
        <translation>スマートフォン</translation>
    </message>
    <message>
        <source>Desktop</source>
        <translation>パソコン</translation>
    </message>
    <message>
        <source>There is no picture</source>
        <translation>画像を表示できません</translation>
    </message>
    <message>
        <source>See the page in the browser</source>
        <translation>ブラウザーで見る</translation>
    </message>
    <message>
        <source>The registration page of {} on a phone</source>
        <translation>{} の登録ページ（スマートフォン）</translation>
    </message>
    <message>
        <source>The registration page of {} on a desktop computer</source>
        <translation>{} の登録ページ（パソコン）</translation>
    </message>
    <message>
        <source>The page is being drawn</source>
        <translation>ページの画像を作成中です</translation>
    </message>
    <message>
        <source>The first time takes some seconds.</source>
        <translation>初回は数秒かかります。</translation>
    </message>
    <message>
        <source>Picture of the page</source>
        <translation>ページの画像</translation>
    </message>
    <message>
        <source>Choose a campaign to see its registration page.</source>
        <translation>キャンペーンを選ぶと、登録ページが表示されます。</translation>
    </message>
</context>
<context>
    <name>PictureSplitter</name>
    <message>
        <source>Picture</source>
        <translation>ページの画像</translation>
    </message>
    <message>
        <source>Show the registration page beside the list</source>
        <translation>一覧の横に登録ページを表示します</translation>
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
    <name>RegistrationPart</name>
    <message>
        <source>{} registration handed over in real time waits for an answer.</source>
        <translation>リアルタイムで受け渡した {} 件の登録が回答を待っています。</translation>
    </message>
    <message>
        <source>{} registrations handed over in real time wait for an answer.</source>
        <translation>リアルタイムで受け渡した {} 件の登録が回答を待っています。</translation>
    </message>
    <message>
        <source>Answer them</source>
        <translation>回答する</translation>
    </message>
    <message>
        <source>Registrations found</source>
        <translation>見つかった登録</translation>
    </message>
    <message>
        <source>0 results</source>
        <translation>0 件</translation>
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
<context>
    <name>ResultGrid</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>登録ID</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>氏名</translation>
    </message>
    <message>
        <source>Registered</source>
        <translation>登録時刻</translation>
    </message>
    <message>
        <source>Campaign</source>
        <translation>キャンペーン</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>判定</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>People of the file</source>
        <translation>ファイルの登録者</translation>
    </message>
    <message>
        <source>A approves, R refuses, U takes the answer back, Enter goes on</source>
        <translation>A で承認、R で不承認、U で未回答に戻し、Enter で次の未回答へ進みます</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>元に戻す</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>やり直す</translation>
    </message>
</context>
<context>
    <name>ResultModel</name>
    <message>
        <source>A reason is missing</source>
        <translation>理由がありません</translation>
    </message>
    <message>
        <source>NetMile has an answer already</source>
        <translation>回答済みです</translation>
    </message>
    <message>
        <source>Row {}: same phone number</source>
        <translation>{} 行目と同じ電話番号</translation>
    </message>
    <message>
        <source>Row {}: same e-mail address</source>
        <translation>{} 行目と同じメールアドレス</translation>
    </message>
    <message>
        <source>Row {}: same phone number and e-mail</source>
        <translation>{} 行目と同じ電話番号・メール</translation>
    </message>
    <message>
        <source>Row {}</source>
        <translation>{} 行目</translation>
    </message>
</context>
<context>
    <name>ResultPainter</name>
    <message>
        <source>Press A or R</source>
        <translation>A か R を押してください</translation>
    </message>
    <message>
        <source>Reason of the refusal</source>
        <translation>不承認の理由</translation>
    </message>
    <message>
        <source>Reason; Enter confirms, ↓ shows former reasons</source>
        <translation>理由（Enter で確定、↓ で過去の理由）</translation>
    </message>
</context>
<context>
    <name>RewardCalls</name>
    <message>
        <source>Called at</source>
        <translation>呼出日時</translation>
    </message>
    <message>
        <source>Registration ID</source>
        <translation>登録ID</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>テスト</translation>
    </message>
    <message>
        <source>Try</source>
        <translation>回</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>HTTP</source>
        <translation>HTTP</translation>
    </message>
    <message>
        <source>ms</source>
        <translation>ミリ秒</translation>
    </message>
    <message>
        <source>Detail</source>
        <translation>詳細</translation>
    </message>
    <message>
        <source>What follows</source>
        <translation>この後</translation>
    </message>
    <message>
        <source>Into the next file</source>
        <translation>次のファイルへ</translation>
    </message>
    <message>
        <source>Again at {}</source>
        <translation>{} に再試行</translation>
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
</context>
<context>
    <name>RewardConnectionPage</name>
    <message>
        <source>Settings</source>
        <translation>設定</translation>
    </message>
    <message>
        <source>Log of calls</source>
        <translation>呼出の記録</translation>
    </message>
    <message>
        <source>Calls found</source>
        <translation>見つかった呼出</translation>
    </message>
    <message>
        <source>0 results</source>
        <translation>0 件</translation>
    </message>
    <message>
        <source>Calls appear here once your API is called, by a campaign in real time or for a test.</source>
        <translation>リアルタイムのキャンペーンやテストで API が呼び出されると、ここに表示されます。</translation>
    </message>
    <message>
        <source>Show all calls</source>
        <translation>すべての呼出を表示</translation>
    </message>
    <message>
        <source>calls of the API</source>
        <translation>APIの呼出</translation>
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
        <source>State of the miles</source>
        <translation>マイルの状態</translation>
    </message>
    <message>
        <source>Granted {}</source>
        <translation>付与済 {}</translation>
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
        <source>Reports</source>
        <translation>レポート</translation>
    </message>
    <message>
        <source>No browser opens on this computer. Open this address within 30 minutes: {}</source>
        <translation>このパソコンではブラウザを開けません。30 分以内にこのアドレスを開いてください：{}</translation>
    </message>
    <message>
        <source>Registration page</source>
        <translation>登録ページ</translation>
    </message>
    <message>
        <source>Payment screen of a member who lacks miles</source>
        <translation>マイルが不足している会員の支払い画面</translation>
    </message>
    <message>
        <source>Connection settings</source>
        <translation>接続設定</translation>
    </message>
</context>
<context>
    <name>ScheduleCard</name>
    <message>
        <source>Hand-over by file</source>
        <translation>ファイルでの受渡</translation>
    </message>
    <message>
        <source>Save the schedule…</source>
        <translation>受渡の設定を保存…</translation>
    </message>
    <message>
        <source>Discard the changes</source>
        <translation>変更を取りやめる</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>取得中です</translation>
    </message>
    <message>
        <source>{} once saved</source>
        <translation>{}（保存後）</translation>
    </message>
    <message>
        <source>Files are made at {} in Japan, every day.</source>
        <translation>毎日 {}（日本時間）にファイルを作成します。</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>Every 24 hours (once a day)</source>
        <translation>24 時間ごと（1 日 1 回）</translation>
    </message>
    <message>
        <source>Every hour</source>
        <translation>1 時間ごと</translation>
    </message>
    <message>
        <source>Every {} hours</source>
        <translation>{} 時間ごと</translation>
    </message>
    <message>
        <source>Save the schedule of the files?</source>
        <translation>ファイルの受渡の設定を保存しますか？</translation>
    </message>
    <message>
        <source>Save the schedule</source>
        <translation>受渡の設定を保存</translation>
    </message>
    <message>
        <source>The next file is made at {}, not at {}.</source>
        <translation>次のファイルは {} に作成します（いまの予定は {}）。</translation>
    </message>
    <message>
        <source>The next file is made at {}, as before.</source>
        <translation>次のファイルの作成は {} のままです。</translation>
    </message>
    <message>
        <source>Files that are made already keep what is in them and their deadlines.</source>
        <translation>作成済みのファイルは、内容も回答期限も変わりません。</translation>
    </message>
    <message>
        <source>Files are downloaded in {} from now on, also those that are made already.</source>
        <translation>これからのダウンロードは、作成済みのファイルも含めて {} になります。</translation>
    </message>
    <message>
        <source>Characters that CP932 lacks read 〓 then, and their columns are named in the row.</source>
        <translation>CP932 にない文字は〓になり、どの項目かがその行に出ます。</translation>
    </message>
    <message>
        <source>There is less time for answers: {} h to the next file instead of {} h.</source>
        <translation>回答できる時間が短くなります。次のファイルまで {} 時間です（いまは {} 時間）。</translation>
    </message>
    <message>
        <source>There is more time for answers, and registrations come later: {} h to the next file, not {} h.</source>
        <translation>回答できる時間は長くなりますが、登録が届くのは遅くなります。次のファイルまで {} 時間です（いまは {} 時間）。</translation>
    </message>
    <message>
        <source>The schedule is saved. The next file is made at {}.</source>
        <translation>受渡の設定を保存しました。次のファイルは {} に作成します。</translation>
    </message>
    <message>
        <source>&amp;Interval</source>
        <translation>受渡の間隔(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Time of day</source>
        <translation>時刻(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Encoding</source>
        <translation>文字コード(&amp;E)</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>次のファイル</translation>
    </message>
    <message>
        <source>The result of a file is due when the next one is made. A file that is made already keeps its deadline.</source>
        <translation>ファイルの回答期限は、次のファイルを作成する時刻です。作成済みのファイルの期限は変わりません。</translation>
    </message>
</context>
<context>
    <name>SecretRow</name>
    <message>
        <source>Make a secret</source>
        <translation>秘密の値を作成</translation>
    </message>
    <message>
        <source>Copy the kept secret</source>
        <translation>保存した秘密の値をコピー</translation>
    </message>
    <message>
        <source>Remove it from this computer</source>
        <translation>このパソコンから削除</translation>
    </message>
    <message>
        <source>Secret of the API</source>
        <translation>API の秘密の値</translation>
    </message>
    <message>
        <source>This is the only time the secret is shown. Put it into the settings of your API now: with it your API sees that a call comes from NetMile and was not changed.</source>
        <translation>秘密の値が表示されるのは今回だけです。いま API の設定に入れてください。API はこの値で、呼出がネットマイルからのもので、改ざんされていないことを確かめます。</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>取得中です</translation>
    </message>
    <message>
        <source>Change to another secret…</source>
        <translation>新しい秘密の値に変更…</translation>
    </message>
    <message>
        <source>There is no secret yet: nothing is called before one is made.</source>
        <translation>秘密の値がまだありません。作成するまで API は呼び出されません。</translation>
    </message>
    <message>
        <source>Made at {}.</source>
        <translation>{} に作成しました。</translation>
    </message>
    <message>
        <source>Until {} calls carry a second signature, with the former secret.</source>
        <translation>{} までは、前の秘密の値による署名も付きます。</translation>
    </message>
    <message>
        <source>It lies in the keyring of this computer.</source>
        <translation>このパソコンのキーリングに保存されています。</translation>
    </message>
    <message>
        <source>Change the secret?</source>
        <translation>秘密の値を変更しますか？</translation>
    </message>
    <message>
        <source>Change the secret</source>
        <translation>秘密の値を変更</translation>
    </message>
    <message>
        <source>A new secret is made. For 24 hours calls are signed with the present one, too, so that your API can be changed without a gap; after that with the new one alone.</source>
        <translation>新しい秘密の値を作成します。24 時間はいまの値による署名も付くので、API を止めずに切り替えられます。その後は新しい値だけになります。</translation>
    </message>
    <message>
        <source>The former secret, which still signs until {}, ends now. If your API knows only that one, it refuses every call.</source>
        <translation>{} まで使えるはずだった前の秘密の値は、いま使えなくなります。API がその値しか知らない場合、すべての呼出が失敗します。</translation>
    </message>
    <message>
        <source>Kept on this computer, it can be copied again. It lies in its keyring.</source>
        <translation>このパソコンのキーリングに保存すると、後からもう一度コピーできます。</translation>
    </message>
    <message>
        <source>This computer has no keyring that can be used, so the secret cannot be kept here. Copy it; if it is lost, make another one.</source>
        <translation>このパソコンには使えるキーリングがないため、秘密の値を保存できません。コピーしてください。なくした場合は、新しい値を作成してください。</translation>
    </message>
    <message>
        <source>The secret was made at {}</source>
        <translation>秘密の値を {} に作成しました</translation>
    </message>
    <message>
        <source>Kept in the keyring of this computer until it is removed here.</source>
        <translation>このパソコンのキーリングに保存しました。ここで削除するまで残ります。</translation>
    </message>
    <message>
        <source>The secret is copied.</source>
        <translation>秘密の値をコピーしました。</translation>
    </message>
</context>
<context>
    <name>SentCard</name>
    <message>
        <source>What your API gets</source>
        <translation>API に届く内容</translation>
    </message>
    <message>
        <source>Example of a call</source>
        <translation>呼出の例</translation>
    </message>
    <message>
        <source>An API to try it with, for the terminal</source>
        <translation>試験用の API（ターミナルで実行）</translation>
    </message>
    <message>
        <source>Answer with status 200 within 10 seconds: approved, refused with a reason, or pending. Everything else counts as not received; the call is made again 2, 8, 25 and 60 minutes after the first one, then the registration goes into the next file. It may come more than once: recognise it by its ID.</source>
        <translation>10 秒以内に、ステータス 200 で approved（承認）、refused（不承認。理由が必要）、pending（後で回答）のどれかを返してください。それ以外は届かなかったものとして、最初の呼出の 2、8、25、60 分後に呼び出し直し、その後は次のファイルに入れます。同じ登録が 2 回以上届くことがあるので、登録IDで見分けてください。</translation>
    </message>
    <message>
        <source>All fields, the signature and the answers are described in {}.</source>
        <translation>すべての項目、署名、回答の形式は {} に書かれています。</translation>
    </message>
</context>
<context>
    <name>StripWords</name>
    <message>
        <source>None</source>
        <comment>below an hour</comment>
        <translation>なし</translation>
    </message>
    <message>
        <source>{} person</source>
        <translation>{} 人</translation>
    </message>
    <message>
        <source>{} people</source>
        <translation>{} 人</translation>
    </message>
    <message>
        <source>{} left</source>
        <translation>残り {}</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新着</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>TrialCallRow</name>
    <message>
        <source>Send a test call</source>
        <translation>テストで呼び出す</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>結果</translation>
    </message>
    <message>
        <source>HTTP status</source>
        <translation>HTTP ステータス</translation>
    </message>
    <message>
        <source>Time taken</source>
        <translation>所要時間</translation>
    </message>
    <message>
        <source>Called at</source>
        <translation>呼出日時</translation>
    </message>
    <message>
        <source>Being fetched</source>
        <translation>取得中です</translation>
    </message>
    <message>
        <source>Save the address first: the saved one is called.</source>
        <translation>保存済みのアドレスを呼び出すため、先にアドレスを保存してください。</translation>
    </message>
    <message>
        <source>Save the address of your API first.</source>
        <translation>先に API のアドレスを保存してください。</translation>
    </message>
    <message>
        <source>Make a secret first.</source>
        <translation>先に秘密の値を作成してください。</translation>
    </message>
    <message>
        <source>Calling. An answer may take 10 seconds.</source>
        <translation>呼び出しています。回答まで最大 10 秒かかります。</translation>
    </message>
    <message>
        <source>A made-up registration is sent, marked as a test. Whatever is answered changes nothing.</source>
        <translation>架空の登録を「テスト」の印を付けて送ります。どう回答されても、何も変わりません。</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>回答なし</translation>
    </message>
    <message>
        <source>{} ms</source>
        <translation>{} ミリ秒</translation>
    </message>
</context>
<context>
    <name>UploadRow</name>
    <message>
        <source>Download…</source>
        <translation>ダウンロード…</translation>
    </message>
    <message>
        <source>Save the draft…</source>
        <translation>下書きを保存…</translation>
    </message>
    <message>
        <source>Saves the people as CSV for your own system</source>
        <translation>登録者の CSV を自社システム用に保存します</translation>
    </message>
    <message>
        <source>Saves the answers so far for a colleague, who imports them as CSV</source>
        <translation>途中の判定を CSV に保存します。ほかの担当者が取り込めます</translation>
    </message>
    <message>
        <source>Upload the result</source>
        <translation>結果をアップロード</translation>
    </message>
    <message>
        <source>Upload once more</source>
        <translation>もう一度アップロード</translation>
    </message>
    <message>
        <source>Upload the result of {} person</source>
        <translation>{} 人の結果をアップロード</translation>
    </message>
    <message>
        <source>Upload the results of {} people</source>
        <translation>{} 人の結果をアップロード</translation>
    </message>
    <message>
        <source>Offline: the answers are kept, and can be uploaded once the portal is there again</source>
        <translation>オフラインです。判定は保存済みで、接続が戻ると送れます</translation>
    </message>
    <message>
        <source>Whether the result arrived is not known. The same is sent again; it cannot arrive twice.</source>
        <translation>結果が届いたかどうか、まだわかりません。同じ内容をもう一度送ります。二重に届くことはありません。</translation>
    </message>
    <message>
        <source>Approved {}, refused {} · a file takes one result</source>
        <translation>承認 {}、不承認 {}（1 ファイル 1 回）</translation>
    </message>
    <message>
        <source>Approved {}, refused {}</source>
        <translation>承認 {}、不承認 {}</translation>
    </message>
    <message>
        <source>Answer about {} more person to upload (once for a file)</source>
        <translation>残り {} 人に回答すると送れます（1 ファイル 1 回）</translation>
    </message>
    <message>
        <source>Answer about {} more people to upload (once for a file)</source>
        <translation>残り {} 人に回答すると送れます（1 ファイル 1 回）</translation>
    </message>
    <message>
        <source>Answer about at least one person</source>
        <translation>1 人以上に回答すると送れます</translation>
    </message>
    <message>
        <source>{} refusal has no reason</source>
        <translation>不承認 {} 人の理由を入力すると送れます</translation>
    </message>
    <message>
        <source>{} refusals have no reason</source>
        <translation>不承認 {} 人の理由を入力すると送れます</translation>
    </message>
    <message>
        <source>The portal does not know all registration IDs of this file</source>
        <translation>ポータルにない登録ID があります</translation>
    </message>
</context>
<context>
    <name>Uploading</name>
    <message>
        <source>Upload a result</source>
        <translation>結果をアップロード</translation>
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
        <source>Upload the result of {}?</source>
        <translation>{} の結果をアップロードしますか？</translation>
    </message>
    <message>
        <source>{}: approved {}, refused {}. The file is completed.</source>
        <translation>{}: 承認 {}、不承認 {}。このファイルは完了しました。</translation>
    </message>
    <message>
        <source>{} answer was passed over, because NetMile had one already.</source>
        <translation>回答済みの {} 件は受け付けられず、前の回答のままです。</translation>
    </message>
    <message>
        <source>{} answers were passed over, because NetMile had some already.</source>
        <translation>回答済みの {} 件は受け付けられず、前の回答のままです。</translation>
    </message>
</context>
<context>
    <name>Workbench</name>
    <message>
        <source>Nothing is known of this day</source>
        <translation>この日の受渡ファイルは不明です</translation>
    </message>
    <message>
        <source>Files are shown once the portal answers.</source>
        <translation>ポータルに接続すると表示します。</translation>
    </message>
</context>
<context>
    <name>_Step</name>
    <message>
        <source>{} %</source>
        <translation>{} %</translation>
    </message>
    <message>
        <source>{} % of the step before</source>
        <translation>前の段階の {} %</translation>
    </message>
</context>
</TS>
