"""Which faults the long form injects, and where in a document's life each strikes."""

from __future__ import annotations

from tests.faults import harms
from tests.faults.harms import Fault

ON_MACHINES = (
    Fault("kill -9 of every web process, three times", "reception", harms.kill_webs),
    Fault("kill -9 of all workers while they read", "reading", harms.while_read(harms.kill_workers)),
    Fault("kill -9 of the readers under the workers", "reading", harms.kill_readers),
    Fault("kill -9 of all workers while they deliver", "delivery", harms.while_delivered(harms.kill_workers)),
    Fault("kill -9 of half of the machines", "all", harms.kill_half),
    Fault("kill -9 of the database while it is read", "reading", harms.while_read(harms.kill_database)),
    Fault("kill -9 of the database while results are delivered", "delivery",
          harms.while_delivered(harms.kill_database)),
    Fault("database away for 60 s", "all", harms.database_away(60)),
    Fault("power cut: everything killed at once", "all", harms.kill_all_at_once),
    Fault("half of the workers frozen for 45 s", "all", harms.freeze_workers(45)),
    Fault("rolling upgrade, the database a version ahead", "all", harms.roll),
    Fault("each job given to two workers", "reading, delivery", harms.same_job_twice),
    Fault("S3 away for 10 s", "reception, reading", harms.store_away(10)),
    Fault("S3 slow", "reception, reading", harms.store_slow),
    Fault("S3 hangs for 10 s", "reception, reading", harms.store_hangs),
    Fault("callback closes the connection", "delivery", harms.customer_does("cut")),
    Fault("callback hangs", "delivery", harms.customer_does("hang")),
    Fault("callback answers byte by byte", "delivery", harms.customer_does("slow")),
    Fault("callback answers 500", "delivery", harms.customer_does(500)),
    Fault("callback answers 400; a supervisor relaunches", "delivery", harms.customer_refuses_bodies),
    Fault("callback answers garbage", "delivery", harms.customer_does("garbage")),
    Fault("callback redirects", "delivery", harms.customer_does("redirect")),
    Fault("callback's certificate refused", "delivery", harms.certificate_refused),
    Fault("token endpoint down", "delivery", harms.token_endpoint_down),
    Fault("half of the clocks two hours ahead, then right", "all", harms.clocks_differ("+2h")),
    Fault("half of the clocks two hours behind, then right", "all", harms.clocks_differ("-2h")),
    Fault("half of the clocks 8 s behind, then right", "all", harms.clocks_differ("-8s")),
)  # fmt: skip
ON_A_SMALL_DISK = (
    Fault("disk full for 8 s", "reception, reading", harms.disk_full),
    Fault("disk of the files read-only for 8 s", "reception, reading", harms.disk_read_only),
)
