package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import paxos.node.Network;

/// Where a legislator listens, and what stands in its way.
class AddressesTest extends TcpFixture {

    @Test
    void aPortInUseIsExplained() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        IOException failed = assertThrows(IOException.class, () -> network("alpha", Limits.STANDARD).open(alpha));
        assertTrue(failed.getMessage().matches("alpha cannot listen on 127\\.0\\.0\\.1:\\d+: (this program itself uses the port "
                + "already\\. Give|the port is in use by another program\\. End that program, or give) "
                + "alpha another port in the configuration\\."), failed.getMessage());
    }

    @Test
    void anAddressOfAnotherMachineIsExplained() {
        SequencedMap<String, InetSocketAddress> elsewhere = new LinkedHashMap<>();
        // A block kept for documentation: no machine has it.
        elsewhere.put("alpha", new InetSocketAddress("192.0.2.1", 8000));
        IOException failed = assertThrows(IOException.class, () -> new TcpNetwork("alpha", elsewhere).open(alpha));
        assertEquals("alpha cannot listen on 192.0.2.1:8000: this machine has no such address. Give alpha another address in "
                + "the configuration, or start it on the machine that has this one.", failed.getMessage());
    }

    @Test
    void itSaysWhereItListens() {
        SequencedMap<String, InetSocketAddress> two = new LinkedHashMap<>();
        two.put("alpha", new InetSocketAddress("127.0.0.1", 8000));
        two.put("beta", new InetSocketAddress("::1", 8001));
        two.put("gamma", new InetSocketAddress("2001:db8:0:0:1:0:0:1", 8002));
        assertEquals("127.0.0.1:8000", new TcpNetwork("alpha", two).address());
        assertEquals("[::1]:8001", new TcpNetwork("beta", two).address());
        assertEquals("[2001:db8::1:0:0:1]:8002", new TcpNetwork("gamma", two).address());
        assertThrows(IllegalArgumentException.class, () -> new TcpNetwork("delta", two));
    }

    @Test
    void overIpv6ItIsTheSame() throws Exception {
        addresses.replaceAll((_, address) -> new InetSocketAddress("::1", address.getPort()));
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress("::1", 0));
        } catch (IOException none) {
            assumeTrue(false, "this machine has no IPv6");
        }
        open("beta", beta, Limits.STANDARD);
        Network.Open network = open("alpha", alpha, Limits.STANDARD);
        network.send(letter(1));
        network.send(letter(2));
        beta.await("received m2");
        lineToAlpha().write("junk\u0007\r\n\r\n");
        alpha.await("dropped: A message begins with a method, not with “junk\\u{7}”.");
    }

    @Test
    void onlyTheConfiguredAddressIsListenedOn() throws Exception {
        open("alpha", alpha, Limits.STANDARD);
        InetSocketAddress other = new InetSocketAddress("127.0.0.2", addresses.get("alpha").getPort());
        assertThrows(IOException.class, () -> RawPeer.Line.to(other).close());
    }
}
