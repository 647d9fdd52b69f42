"""An S3 of the test's own: moto's server, in a process of its own, on a free port of this machine."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from types import TracebackType
from typing import Any, Self

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from tests.acceptance.running import free_port

KEYS = {"AWS_ACCESS_KEY_ID": "essai", "AWS_SECRET_ACCESS_KEY": "essai", "AWS_EC2_METADATA_DISABLED": "true"}
BUCKET = "radlad"
REGION = "eu-west-3"


class S3Server:
    """`with S3Server() as s3`: an S3 with one empty bucket, all of it in its memory. `freeze` makes it hang."""

    def __enter__(self) -> Self:
        self.url = f"http://127.0.0.1:{(port := free_port())}"
        self.process = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **KEYS},
        )
        end = time.monotonic() + 60
        while True:
            try:
                self.client().create_bucket(Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION})
                return self
            except (BotoCoreError, ClientError):
                assert time.monotonic() < end, "moto's server does not answer"
                assert self.process.poll() is None, "moto's server ended"
                time.sleep(0.2)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.process.kill()
        self.process.wait(10)

    @property
    def settings(self) -> dict[str, str]:
        """What radlad is told of it."""
        return {"RADLAD_S3_BUCKET": BUCKET, "RADLAD_S3_ENDPOINT": self.url, "RADLAD_S3_REGION": REGION, **KEYS}

    def client(self) -> Any:
        return boto3.client(
            "s3",
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
            aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
        )

    def freeze(self) -> None:
        """It takes connections, and answers nothing."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self.process.send_signal(signal.SIGCONT)
