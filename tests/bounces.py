#!/usr/bin/env python3
"""bounces.py FOLDER "RECIPIENT=MESSAGE-ID ..." - what mail servers send back, each into a file of FOLDER.

Prints a line a message: its name, what it is taken for, the recipient whose message bounced (-: none) and words
of the reason. Written by hand after the forms of qmail, Exchange, sendmail and providers."""
import sys

box = sys.argv[1]
ids = dict(word.split('=', 1) for word in sys.argv[2].split())
exp = []
def put(name, frm, subject, text, want, head='Return-Path: <>\r\n', cs='utf-8', codec=None, ct=None):
    d=(f'{head}From: {frm}\r\nTo: geppo@example.jp\r\nSubject: ').encode()+subject.encode(codec or cs)+f'\r\nMIME-Version: 1.0\r\nContent-Type: {ct or "text/plain; charset="+cs}\r\n\r\n'.encode()+text.replace('\n','\r\n').encode(codec or cs)
    open(f'{box}/{name}','wb').write(d); exp.append((name,want))
k1,k2,h1=ids['k1'],ids['k2'],ids['h1']
put('a_qmail','MAILER-DAEMON@mx.example.jp','failure notice',f'''Hi. This is the qmail-send program at mx.example.jp.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<one@kitakyushu.example.jp>:
192.0.2.1 does not like recipient.
Remote host said: 550 5.1.1 User unknown
Giving up on 192.0.2.1.

--- Below this line is a copy of the message.

Return-Path: <geppo@example.jp>
Received: (qmail 1 invoked by uid 1)
Message-ID: <{k1}>
Subject: x
''',('bounce','k1','550 5.1.1 User unknown'))
put('b_exchange','postmaster@kobe.example.jp','配信不能: 中国大気政策月報 2026年6月号','''次の受信者またはグループへの配信に失敗しました:

kobe@example.jp
入力した電子メール アドレスが見つかりませんでした。

リモート サーバー返信 '550 5.1.10 RESOLVER.ADR.RecipientNotFound'

元のメッセージ ヘッダー:
''',('bounce','h1','550 5.1.10'))
put('c_warn','Mail Delivery Subsystem <MAILER-DAEMON@mx.example.jp>','Warning: could not send message for past 4 hours',f'''    **********************************************
    **      THIS IS A WARNING MESSAGE ONLY      **
    **  YOU DO NOT NEED TO RESEND YOUR MESSAGE  **
    **********************************************
   ----- Transcript of session follows -----
451 4.4.1 reply: read error from two@kitakyushu.example.jp
Message-ID: <{k2}>
''',('report',None,None))
put('d_jp','postmaster@provider.example.jp','【配信遅延】メールの配信が遅れています','two@kitakyushu.example.jp への配信が遅れています。引き続き再送を試みます。\n',('report',None,None))
put('e_sjis','postmaster@provider.example.jp','Undelivered','two@kitakyushu.example.jp 宛のメールは宛先不明のため配信できませんでした。\n',('bounce','k2',''),cs='Shift_JIS',codec='cp932')
put('f_other','MAILER-DAEMON@mx.example.jp','failure notice','<stranger@example.com>:\n550 no such user\n',('automatic',None,None))
put('g_part','MAILER-DAEMON@mx.example.jp','failure notice','<xone@kitakyushu.example.jp>:\n550 no such user\n',('automatic',None,None))
put('h_vac','two@kitakyushu.example.jp','不在','担当の山田は不在です。two@kitakyushu.example.jp\n',('automatic',None,None))
put('i_nostatus','MAILER-DAEMON@mx.example.jp','x','''--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx

Final-Recipient: rfc822; kobe@example.jp
Status: 4.2.2

--b--
''',('report',None,None),ct='multipart/report; report-type=delivery-status; boundary=b')
put('j_mixed','MAILER-DAEMON@mx.example.jp','x',f'''--b
Content-Type: text/plain

x
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx

Final-Recipient: rfc822; other@inner.example.jp
Action: failed
Status: 5.0.0
--b
Content-Type: text/rfc822-headers

Message-ID:
 <{h1}>
--b--
''',('bounce','h1',None),ct='multipart/mixed; boundary=b')
put('k_reader','two@kitakyushu.example.jp','Re: 月報','two@kitakyushu.example.jp ですが、先月号は届きませんでした。\n',('editors',None,None),head='')
put('l_relay','MAILER-DAEMON@mx.example.jp','Successful Mail Delivery Report','''--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx

Final-Recipient: rfc822; kobe@example.jp
Action: relayed
Status: 2.0.0

--b--
''',('report',None,None),ct='multipart/report; report-type=delivery-status; boundary=b')
put('m_exim','Mail Delivery System <Mailer-Daemon@mx.example.jp>','Mail delivery failed: returning message to sender',f"""This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  one@kitakyushu.example.jp
    host mx.kitakyushu.example.jp [192.0.2.1]
    SMTP error from remote mail server after RCPT TO:<one@kitakyushu.example.jp>:
    550 5.1.1 <one@kitakyushu.example.jp>: Recipient address rejected

------ This is a copy of the message, including all the headers. ------
Message-ID: <{k1}>
""",('bounce','k1','550 5.1.1'))
put('n_eximwarn','Mail Delivery System <Mailer-Daemon@mx.example.jp>','Warning: message 1abc delayed 24 hours',f"""This message was created automatically by mail delivery software.
A message that you sent has not yet been delivered to one or more of its
recipients after more than 24 hours on the queue on mx.example.jp.

The address to which the message has not yet been delivered is:
  one@kitakyushu.example.jp

No action is required on your part. Delivery attempts will continue for
some time, and this warning may be repeated at intervals.
""",('report',None,None))
put('o_gmail','Mail Delivery Subsystem <mailer-daemon@googlemail.com>','Delivery Status Notification (Failure)',"""
** アドレスが見つかりません **

kobe@example.jp というアドレスが見つからないか、メールを受信できないため、メールは kobe@example.jp に配信されませんでした。

リモート サーバーからの応答:
550 5.1.1 User unknown
""",('bounce','h1','550 5.1.1'))
put('p_365','MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@city.example.jp','配信不能: 中国大気政策月報 2026年6月号',"""kobe@example.jp へのメッセージを配信できませんでした。
kobe が example.jp に見つかりませんでした。
""",('bounce','h1',''),head='Return-Path: <>\r\nAuto-Submitted: auto-replied\r\n')
put('q_biglobe','MAILER-DAEMON@biglobe.example.jp','メール送信エラー',"""以下の宛先にメールを送ることができませんでした。
<two@kitakyushu.example.jp>
理由: 552 5.2.2 メールボックスの容量を超えています
""",('bounce','k2','552 5.2.2'),cs='ISO-2022-JP',codec='iso2022_jp')
put('r_spam','postmaster@gw.example.jp','メール隔離のお知らせ',"""two@kitakyushu.example.jp 宛のメールを隔離しました。
""",('automatic',None,None))
put('s_read','two@kitakyushu.example.jp','開封済み: 中国大気政策月報',"""--b
Content-Type: text/plain; charset=utf-8

two@kitakyushu.example.jp へのメッセージが開封されました。配信できませんでした。
--b
Content-Type: message/disposition-notification

Final-Recipient: rfc822;two@kitakyushu.example.jp
Disposition: manual-action/MDN-sent-manually; displayed
--b--
""",('automatic',None,None),ct='multipart/report; report-type=disposition-notification; boundary=b')
put('t_full','Postmaster@kobe.example.jp','Delivery failure',"""Your message could not be delivered.
User kobe (kobe@example.jp) mailbox is full.
""",('bounce','h1',''),head='')
for name, (outcome, recipient, said) in exp:
    print(name, outcome, recipient or '-', said or '')
