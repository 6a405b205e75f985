"""A real Debian mail server, exim, as an unprivileged process of its own: STARTTLS, logins, delivery into a Maildir."""

import contextlib
import email
import email.policy
import os
import pathlib
import pwd
import shutil
import smtplib
import subprocess
import tempfile
import time

from server import free_port, wait_until

PROGRAM = shutil.which("exim4", path=os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"]))

CONFIGURATION = """
exim_user = {user}
exim_group = {group}
spool_directory = {folder}/spool
log_file_path = {folder}/log/%slog
pid_file_path = {folder}/exim.pid
primary_hostname = mail.example.org
daemon_smtp_ports = {port}
local_interfaces = 127.0.0.1
tls_advertise_hosts = *
tls_certificate = {certificate}
auth_advertise_hosts = ${{if def:tls_in_cipher{{*}}}}
never_users =
keep_environment =
host_lookup =
rfc1413_hosts =
acl_smtp_rcpt = check_recipient
message_size_limit = 10M
smtp_accept_max_per_connection = 1000
queue_only = false

begin acl
check_recipient:
  deny  !authenticated = *
        message = log in first
  deny  local_parts = nobody
        message = no such user
  accept

begin routers
local:
  driver = accept
  transport = maildir

begin transports
maildir:
  driver = appendfile
  maildir_format
  directory = {folder}/Maildir
  user = {user}
  group = {group}
  delivery_date_add
  envelope_to_add

begin authenticators
plain:
  driver = plaintext
  public_name = PLAIN
  server_prompts = :
  server_condition = ${{if and{{ {{eq{{$auth2}}{{{name}}}}} {{eq{{$auth3}}{{{password}}}}} }}}}
  server_set_id = $auth2
"""


class Exim:
    """Listens on a port of 127.0.0.1, takes mail of whoever logs in, and puts it into `Maildir` of its folder."""

    def __init__(self, certificate, name="pulse", password="word of pulse"):
        # Not below pytest's folder, which only its user may enter.
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="pulse-exim-"))
        self.port = free_port()
        # As root it gives its rights up for those of the user whose folder it is; the folder is made theirs.
        owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        for part in ("spool", "log"):
            (self.folder / part).mkdir(parents=True, exist_ok=True)
        certificate_copy = self.folder / "server.pem"
        certificate_copy.write_text(pathlib.Path(certificate.pem).read_text())
        self.configuration = self.folder / "exim.conf"
        self.configuration.write_text(
            CONFIGURATION.format(
                folder=self.folder, port=self.port, user=owner.pw_uid, group=owner.pw_gid, certificate=certificate_copy, name=name, password=password
            )
        )
        if os.geteuid() == 0:
            for path in [self.folder, *self.folder.rglob("*")]:
                os.chown(path, owner.pw_uid, owner.pw_gid)
        self.user = owner
        self.start()

    def start(self):
        """Listens, again after `kill`."""
        owner = self.user
        identity = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
        with open(self.folder / "out", "ab") as out:
            self.process = subprocess.Popen([PROGRAM, "-C", str(self.configuration), "-bdf", "-q1m"], stdout=out, stderr=out, **identity)

        def greets():
            assert self.process.poll() is None, self.words
            with contextlib.suppress(OSError, smtplib.SMTPException), smtplib.SMTP("127.0.0.1", self.port, timeout=5) as caller:
                return caller.noop()[0] == 250

        wait_until(greets, what="the mail server")

    @property
    def words(self):
        return "\n".join(path.read_text(errors="replace")[-2000:] for path in [self.folder / "out", *(self.folder / "log").glob("*")] if path.exists())

    @property
    def mails(self):
        """What was delivered, oldest first."""
        found = sorted((self.folder / "Maildir" / "new").glob("*"), key=lambda path: (path.stat().st_mtime, path.name))
        return [email.message_from_bytes(path.read_bytes(), policy=email.policy.default) for path in found]

    def wait(self, count=1, timeout=30):
        deadline = time.monotonic() + timeout
        while len(self.mails) < count:
            assert time.monotonic() < deadline, f"{len(self.mails)} of {count} mails\n{self.words}"
            time.sleep(0.1)
        return self.mails

    def kill(self):
        self.process.kill()
        self.process.wait(20)

    def stop(self):
        self.process.terminate()
        self.process.wait(20)
        shutil.rmtree(self.folder, ignore_errors=True)
