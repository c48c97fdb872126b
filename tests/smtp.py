#!/usr/bin/env python3
"""smtp.py FOLDER [STEP=ANSWER[xN]...] - a mail server for tests, on a free port of this machine.

Writes FOLDER/port when it listens, and each accepted message as FOLDER/N.eml, fsynced before 250,
with the envelope as its first two lines. STEP: connect, ehlo, mail, rcpt, data, dot; ANSWER: a line
such as "550 no" or "cut"; "cut-after" (dot) keeps the message and cuts before the answer. xN: the
first N times only. A recipient that begins with "4xx" or "5xx" is answered so."""
import os, re, socketserver, sys

folder = sys.argv[1]
faults = {}
for word in sys.argv[2:]:
    step, answer = word.split('=', 1)
    m = re.match(r'(.*)x(\d+)$', answer)
    faults[step] = [m.group(1), int(m.group(2))] if m else [answer, 10**9]
count = 0


class Session(socketserver.StreamRequestHandler):
    def say(self, step, usual):
        fault = faults.get(step)
        if fault and fault[1] > 0:
            fault[1] -= 1
            if fault[0] == 'cut':
                return False
            usual = fault[0]
        self.wfile.write(usual.encode() + b'\r\n')
        return usual[0] in '23'

    def body(self):
        lines = []
        while True:
            line = self.rfile.readline()
            if not line:
                return None
            if line == b'.\r\n':
                return b''.join(lines)
            lines.append(line[1:] if line.startswith(b'.') else line)

    def take(self, sender, to):
        global count
        data = self.body()
        if data is None:
            return False
        fault = faults.get('dot')
        if not fault or fault[1] <= 0 or fault[0] == 'cut-after':
            count += 1
            with open(f'{folder}/{count}.eml.part', 'wb') as f:
                f.write(f'{sender}\n{to}\n'.encode() + data)
                f.flush()
                os.fsync(f.fileno())
            os.rename(f'{folder}/{count}.eml.part', f'{folder}/{count}.eml')
            if fault and fault[1] > 0:
                fault[1] -= 1
                return False
        self.say('dot', '250 2.0.0 queued')
        return not (fault and fault[0] == 'cut')

    def handle(self):
        if not self.say('connect', '220 test ESMTP'):
            return
        sender = to = ''
        while line := self.rfile.readline():
            verb = line[:4].upper()
            text = line.decode('latin-1').strip()
            if verb in (b'EHLO', b'HELO'):
                if not self.say('ehlo', '250 test'):
                    return
            elif verb == b'MAIL':
                sender = text[10:]
                if not self.say('mail', '250 ok') and faults['mail'][0] == 'cut':
                    return
            elif verb == b'RCPT':
                to = text[8:].strip('<>')
                if re.match('[45]xx', to):
                    self.wfile.write(f'{to[0]}50 {to[0]}.1.1 not here\r\n'.encode())
                elif not self.say('rcpt', '250 ok') and faults['rcpt'][0] == 'cut':
                    return
            elif verb == b'DATA':
                if self.say('data', '354 go'):
                    if not self.take(sender, to):
                        return
                elif faults['data'][0] == 'cut':
                    return
            elif verb == b'QUIT':
                self.wfile.write(b'221 bye\r\n')
                return
            else:
                self.wfile.write(b'250 ok\r\n')


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


server = Server(('127.0.0.1', 0), Session)
with open(f'{folder}/port.part', 'w') as f:
    f.write(str(server.server_address[1]))
os.rename(f'{folder}/port.part', f'{folder}/port')
server.serve_forever()
