/// Paxos Made Visible: each window hosts a real legislator of the Part-Time Parliament.
module paxos {
    requires atlantafx.base;
    requires ch.qos.logback.classic;
    requires ch.qos.logback.core;
    requires info.picocli;
    requires java.desktop;
    requires javafx.controls;
    requires jdk.unsupported;
    requires org.controlsfx.controls;
    requires org.slf4j;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    // picocli fills in the fields that are the command line's options.
    opens paxos.app to info.picocli;

    provides ch.qos.logback.classic.spi.Configurator with paxos.app.QuietLogging;
}
