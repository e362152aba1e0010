package paxos.app;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The wires of a parliament: one relay from each legislator to each other, so that each way can be cut by itself.
final class KillSoakWires implements AutoCloseable {

    /// Who calls whom.
    record Wire(String from, String to) {
    }

    private final List<String> names;
    private final Map<String, Integer> own = new LinkedHashMap<>();
    private final Map<Wire, KillSoakRelay> relays = new LinkedHashMap<>();

    /// @param names the legislators; the ports that they listen on themselves, and those of the relays, are free ones
    KillSoakWires(List<String> names) throws IOException {
        this.names = names;
        List<Wire> wires = all(names);
        Iterator<Integer> ports = ParliamentFolder.freePorts(names.size() + wires.size()).iterator();
        names.forEach(name -> own.put(name, ports.next()));
        boolean whole = false;
        try {
            for (Wire wire : wires) {
                relays.put(wire, new KillSoakRelay(ports.next(), own.get(wire.to())));
            }
            whole = true;
        } finally {
            if (!whole) {
                close();
            }
        }
    }

    /// Each ordered pair, in the order of the names.
    static List<Wire> all(List<String> names) {
        return names.stream().flatMap(from -> names.stream().filter(to -> !to.equals(from)).map(to -> new Wire(from, to))).toList();
    }

    /// Where this legislator listens (its own port), or where it is to call another.
    int port(String caller, String called) {
        return caller.equals(called) ? own.get(called) : relays.get(new Wire(caller, called)).port();
    }

    void set(Wire wire, KillSoakRelay.State state) throws IOException {
        relays.get(wire).set(state);
    }

    /// Everything passes, at once.
    void mend() throws IOException {
        for (Wire wire : all(names)) {
            set(wire, KillSoakRelay.State.CLEAR);
        }
    }

    @Override
    public void close() {
        relays.values().forEach(KillSoakRelay::close);
    }
}
