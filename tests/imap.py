#!/usr/bin/env python3
"""imap.py FOLDER - a mailbox for tests that breaks off, on a free port of this machine (FOLDER/port).

Its messages are FOLDER/N.mail. FOLDER/fault, read at each connection, says where it closes the connection:
examine, search, fetch:N (in place of the N-th message), literal:N (within it); hang:N answers no more.
Every command is logged in FOLDER/log."""
import glob, os, re, socketserver, sys, time

folder = sys.argv[1]


class Session(socketserver.StreamRequestHandler):
    def say(self, text):
        self.wfile.write(text.encode() + b'\r\n')

    def fetch(self, uid, fault):
        word, _, number = fault.partition(':')
        data = open(f'{folder}/{uid}.mail', 'rb').read()
        if number == str(uid) and word == 'hang':
            time.sleep(10)
        if number == str(uid) and word in ('fetch', 'hang'):
            return False
        self.wfile.write(b'* %d FETCH (UID %d BODY[] {%d}\r\n' % (uid, uid, len(data)))
        if number == str(uid) and word == 'literal':
            self.wfile.write(data[:len(data) // 2])
            return False
        self.wfile.write(data + b')\r\n')
        return True

    def handle(self):
        fault = open(f'{folder}/fault').read().strip() if os.path.exists(f'{folder}/fault') else ''
        uids = sorted(int(os.path.basename(n)[:-5]) for n in glob.glob(f'{folder}/*.mail'))
        self.say('* OK ready')
        while line := self.rfile.readline().decode('latin-1').strip():
            with open(f'{folder}/log', 'a') as log:
                log.write(line + '\n')
            tag, command = line.split(' ', 1)
            if command.split()[-1 if 'SEARCH' in command else 0].lower() == fault or \
                    (fault == 'search' and 'SEARCH' in command):
                return
            if command == 'CAPABILITY':
                self.say('* CAPABILITY IMAP4rev1')
            elif command.startswith('EXAMINE'):
                self.say('* OK [UIDVALIDITY 7] x')
            elif command == 'UID SEARCH ALL':
                self.say('* SEARCH ' + ' '.join(map(str, uids)))
            elif m := re.match(r'UID FETCH (\d+)', command):
                if not self.fetch(int(m[1]), fault):
                    return
            elif command == 'LOGOUT':
                self.say('* BYE x')
            self.say(f'{tag} OK done')


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


server = Server(('127.0.0.1', 0), Session)
with open(f'{folder}/port.part', 'w') as f:
    f.write(str(server.server_address[1]))
os.rename(f'{folder}/port.part', f'{folder}/port')
server.serve_forever()
