package paxos.trace;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The legislators of a trace. Each name is kept once, however often it is read.
final class Names {

    private final Map<String, String> known = new HashMap<>();

    Names(List<String> legislators) {
        legislators.forEach(name -> known.put(name, name));
    }

    /// @param key which value of the line it is
    /// @throws UnreadableTrace where nobody has this name
    String known(String key, String name) throws UnreadableTrace {
        String same = known.get(name);
        if (same == null) {
            throw new UnreadableTrace("Its “%s” is %s, who is nobody in this parliament."
                    .formatted(key, UnreadableTrace.quoted(name)));
        }
        return same;
    }
}
