/** Paxos Made Visible: each window hosts a real legislator of the Part-Time Parliament. */
module paxos {
    requires atlantafx.base;
    requires ch.qos.logback.classic;
    requires info.picocli;
    requires javafx.controls;
    requires jdk.unsupported;
    requires org.controlsfx.controls;
    requires org.slf4j;
    requires tools.jackson.databind;

    exports paxos.app;
}
