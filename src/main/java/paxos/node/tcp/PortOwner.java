package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Says for a person why an address cannot be listened on, and on Linux which process is in the way.
final class PortOwner {

    private static final Path PROC = Path.of("/proc");
    private static final int COMMAND_LONGEST = 100;
    private static final String LISTENING = "0A";

    private PortOwner() {
    }

    /// The same failure, with a sentence that says what happened and how to mend it.
    static IOException explain(String me, InetSocketAddress address, IOException failed) {
        String cannot = "%s cannot listen on %s: ".formatted(me, Shown.address(address));
        if (address.getAddress() == null || !canListenAtAllOn(address.getAddress())) {
            return new IOException(cannot + "this machine has no such address. Give %s another address in the configuration, or start it on the machine that has this one."
                    .formatted(me), failed);
        }
        if (failed.getMessage() != null && failed.getMessage().contains("Permission denied")) {
            return new IOException(cannot + "the system does not allow it. Give %s a port above 1023 in the configuration."
                    .formatted(me), failed);
        }
        Optional<Long> owner = of(address);
        if (owner.isPresent() && owner.get() == ProcessHandle.current().pid()) {
            return new IOException(cannot + "this program itself uses the port already. Give %s another port in the configuration."
                    .formatted(me), failed);
        }
        return new IOException(cannot + "the port is in use%s. End that program, or give %s another port in the configuration."
                .formatted(owner.map(pid -> " by process " + pid + command(pid)).orElse(" by another program"), me), failed);
    }

    private static boolean canListenAtAllOn(InetAddress ip) {
        try (ServerSocket anyPort = new ServerSocket()) {
            anyPort.bind(new InetSocketAddress(ip, 0));
            return true;
        } catch (IOException no) {
            return false;
        }
    }

    /// The process that listens there, as far as this user may know.
    static Optional<Long> of(InetSocketAddress address) {
        Set<String> links = new HashSet<>();
        for (String table : List.of("net/tcp", "net/tcp6")) {
            try (Stream<String> lines = Files.lines(PROC.resolve(table))) {
                lines.skip(1).map(line -> line.strip().split("\\s+"))
                        .filter(fields -> fields.length > 9 && fields[3].equals(LISTENING) && covers(fields[1], address))
                        .forEach(fields -> links.add("socket:[" + fields[9] + "]"));
            } catch (IOException | RuntimeException unknown) {
                // No Linux, or none that shows it.
            }
        }
        return links.isEmpty() ? Optional.empty() : holder(links);
    }

    /// Whether a local address as the table shows it (hexadecimal words in the machine's byte order) is this one, or
    /// stands for all addresses of the machine.
    private static boolean covers(String shown, InetSocketAddress address) {
        int colon = shown.indexOf(':');
        if (Integer.parseInt(shown.substring(colon + 1), 16) != address.getPort()) {
            return false;
        }
        byte[] ip = HexFormat.of().parseHex(shown.substring(0, colon));
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            for (int word = 0; word < ip.length; word += 4) {
                swap(ip, word, word + 3);
                swap(ip, word + 1, word + 2);
            }
        }
        try {
            InetAddress listens = InetAddress.getByAddress(ip);
            return listens.isAnyLocalAddress() || address.getAddress().isAnyLocalAddress()
                    || listens.equals(address.getAddress());
        } catch (UnknownHostException no) {
            return false;
        }
    }

    private static void swap(byte[] bytes, int a, int b) {
        byte kept = bytes[a];
        bytes[a] = bytes[b];
        bytes[b] = kept;
    }

    private static Optional<Long> holder(Set<String> links) {
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes.filter(process -> process.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(process -> holds(process, links))
                    .map(process -> Long.valueOf(process.getFileName().toString()))
                    .findFirst();
        } catch (IOException | UncheckedIOException unknown) {
            return Optional.empty();
        }
    }

    private static boolean holds(Path process, Set<String> links) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return open.anyMatch(fd -> {
                try {
                    return links.contains(Files.readSymbolicLink(fd).toString());
                } catch (IOException gone) {
                    return false;
                }
            });
        } catch (IOException | UncheckedIOException forbidden) {
            // Another user's process.
            return false;
        }
    }

    private static String command(long pid) {
        try {
            String line = new String(Files.readAllBytes(PROC.resolve(pid + "/cmdline")), UTF_8).replace('\0', ' ').strip();
            return line.isEmpty() ? "" : " (" + Shown.cut(line, COMMAND_LONGEST) + ")";
        } catch (IOException gone) {
            return "";
        }
    }
}
