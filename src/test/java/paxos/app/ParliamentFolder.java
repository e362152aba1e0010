package paxos.app;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// A program's folder for one test, with a configuration of its own, and the processes that were started in it.
final class ParliamentFolder implements AutoCloseable {

    private static final List<String> NAMES = List.of("alpha", "beta", "gamma", "delta", "epsilon");

    private final Path home;
    private final Path configuration;
    private final List<String> names;
    private final List<Integer> ports;
    private final List<NodeProcess> started = new ArrayList<>();
    private final Map<String, NodeProcess> sitting = new HashMap<>();

    /// @param home an empty folder
    /// @param size how many legislators
    ParliamentFolder(Path home, int size) throws IOException {
        this(home, size, "");
    }

    /// @param more what stands in the configuration before the list of legislators, with a comma behind it
    ParliamentFolder(Path home, int size, String more) throws IOException {
        this.home = home;
        this.names = NAMES.subList(0, size);
        this.ports = freePorts(size);
        this.configuration = Files.createDirectories(home.resolve("configs")).resolve("four-legislators.json");
        Files.writeString(configuration, IntStream.range(0, size).mapToObj(i -> """
                {"ip": "127.0.0.1", "port": %d, "name": "%s"}""".formatted(ports.get(i), names.get(i)))
                .collect(Collectors.joining(",\n", "{" + more + "\"legislators\": [\n", "\n]}\n")));
    }

    List<String> names() {
        return names;
    }

    Path home() {
        return home;
    }

    String configuration() {
        return configuration.toString();
    }

    int port(String name) {
        return ports.get(names.indexOf(name));
    }

    /// Starts a process here.
    NodeProcess run(String... arguments) {
        NodeProcess process = NodeProcess.start(home, arguments);
        started.add(process);
        return process;
    }

    /// Starts one node, headless, and waits until it listens.
    NodeProcess enter(String name) throws InterruptedException {
        NodeProcess process = run(configuration(), name, "--headless");
        sitting.put(name, process);
        process.await("^" + name + " is listening on 127\\.0\\.0\\.1:" + port(name) + "$");
        return process;
    }

    /// The process of a node that was started last.
    NodeProcess at(String name) {
        return sitting.get(name);
    }

    /// Has a ballot started by Ctrl+Z's signal, and waits until it has passed and all these know its decree.
    void ballot(String president, List<String> present) throws IOException, InterruptedException {
        Map<String, Integer> marks = new HashMap<>();
        present.forEach(name -> marks.put(name, at(name).mark()));
        at(president).signal("TSTP");
        for (String name : present) {
            at(name).await(marks.get(name), name.equals(president) ? "the decree has passed"
                    : name + " (learnt from .* that the decree is|knew the decree) ");
        }
    }

    /// What `decree.txt` says.
    Optional<String> decree(String name) throws IOException {
        Path file = home.resolve("parliament").resolve(name).resolve("decree.txt");
        return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
    }

    /// The one decree that all of these hold.
    ///
    /// @throws AssertionError where one has none, or another
    String commonDecree(List<String> present) throws IOException {
        Set<Optional<String>> decrees = new HashSet<>();
        for (String name : present) {
            decrees.add(decree(name));
        }
        if (decrees.size() != 1 || decrees.contains(Optional.<String>empty())) {
            throw new AssertionError("Decrees of " + present + ": " + decrees);
        }
        return decrees.iterator().next().orElseThrow();
    }

    @Override
    public void close() {
        started.forEach(NodeProcess::close);
    }

    /// Below the range from which the system takes the ports of those who call: a node that calls one which is not
    /// there yet must not be given its port.
    static List<Integer> freePorts(int count) throws IOException {
        Set<Integer> ports = new HashSet<>();
        for (int tries = 0; ports.size() < count; tries++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
            try (ServerSocket probe = new ServerSocket()) {
                probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                ports.add(port);
            } catch (IOException taken) {
                if (tries > 1000) {
                    throw taken;
                }
            }
        }
        return List.copyOf(ports);
    }
}
