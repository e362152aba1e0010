package paxos.app;

import java.lang.module.ModuleDescriptor;
import java.util.Optional;

/// Which versions run.
final class Version {

    private Version() {
    }

    /// One line: this program, Java, JavaFX.
    static String line() {
        return "paxos %s (Java %s, JavaFX %s)".formatted(of(Version.class), Runtime.version(), of(javafx.application.Platform.class));
    }

    private static String of(Class<?> member) {
        return Optional.ofNullable(member.getModule().getDescriptor()).flatMap(ModuleDescriptor::rawVersion).orElse("unpackaged");
    }
}
