package paxos.app;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import paxos.node.tcp.Secret;
import paxos.synod.Parliament;

/// A configuration file that was read and found sound: who the legislators are, and where they listen.
///
/// @param file   where it was read from
/// @param seats  the legislators, in the order that decides who owns which ballots
/// @param secret what they know and nobody else does; empty where the file has none
record Configuration(Path file, List<Seat> seats, Optional<Secret> secret) {

    /// A legislator and its address.
    ///
    /// @param name    a plain file name
    /// @param ip      an IPv4 or IPv6 address, as the file has it
    /// @param address the same, with the port
    record Seat(String name, String ip, InetSocketAddress address) {

        /// `IP:PORT`, or `[IP]:PORT` for IPv6.
        String shown() {
            return (ip.contains(":") ? "[" + ip + "]" : ip) + ":" + address.getPort();
        }
    }

    Configuration {
        seats = List.copyOf(seats);
    }

    /// These seats as a file has them, a line for each. Their names need nothing escaped.
    static String text(List<Seat> seats) {
        return seats.stream().map(seat -> "{\"ip\": \"%s\", \"port\": %d, \"name\": \"%s\"}"
                .formatted(seat.ip(), seat.address().getPort(), seat.name())).collect(joining(
                        ",\n    ", "{\n  \"legislators\": [\n    ", "\n  ]\n}\n"));
    }

    /// All names, in order.
    List<String> names() {
        return seats.stream().map(Seat::name).toList();
    }

    Parliament parliament() {
        return new Parliament(names());
    }

    /// Where each listens, in order.
    SequencedMap<String, InetSocketAddress> addresses() {
        SequencedMap<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        seats.forEach(seat -> addresses.put(seat.name(), seat.address()));
        return addresses;
    }

    /// Where each listens, for a person to read, in order.
    SequencedMap<String, String> shownAddresses() {
        SequencedMap<String, String> shown = new LinkedHashMap<>();
        seats.forEach(seat -> shown.put(seat.name(), seat.shown()));
        return shown;
    }

    /// Who could speak for anybody here: what to say of those of these names who listen where other machines reach them, while
    /// there is no secret; empty where there is nothing to say.
    Optional<String> openDoors(Collection<String> hosted) {
        if (secret.isPresent()) {
            return Optional.empty();
        }
        String open = seats.stream().filter(seat -> hosted.contains(seat.name()) && !seat.address().getAddress().isLoopbackAddress())
                .map(seat -> "%s on %s".formatted(seat.name(), seat.shown())).collect(joining(", "));
        return open.isEmpty() ? Optional.empty() : Optional.of(("Other machines can reach %s, and there is no secret: whoever reaches it can "
                + "send messages in anybody's name. Where not all on the network are friends, put the same \"secret\" into every "
                + "configuration (README, Security).").formatted(open));
    }

    /// What to say where the file has a secret and others than its owner may read it; empty where all is well, or where that
    /// cannot be told.
    Optional<String> openSecret() {
        if (secret.isEmpty()) {
            return Optional.empty();
        }
        try {
            Set<PosixFilePermission> may = Files.getPosixFilePermissions(file);
            return may.contains(PosixFilePermission.OTHERS_READ) || may.contains(PosixFilePermission.GROUP_READ)
                    ? Optional.of("The secret is in %s, and others on this machine may read it. Keep them out: chmod 600 %s".formatted(file, file))
                    : Optional.empty();
        } catch (IOException | UnsupportedOperationException unknown) {
            return Optional.empty();
        }
    }

    /// Those of these names, in the order of the file, each once.
    ///
    /// @throws UsageError where a name is nobody's
    List<String> choose(Collection<String> wanted) throws UsageError {
        for (String name : wanted) {
            if (!names().contains(name)) {
                throw new UsageError("There is no legislator \"%s\" in %s. There are: %s."
                        .formatted(name, file, names().stream().collect(joining(", "))));
            }
        }
        return names().stream().filter(wanted::contains).toList();
    }
}
