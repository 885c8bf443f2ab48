using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CsMl.Benchmarks;

/// <summary>
/// One connection that sends prepared requests and reads complete responses, so that the client's own work hardly
/// affects the measurement.
/// </summary>
internal sealed class KeptConnection : IDisposable
{
    private static readonly byte[] HeadEnd = "\r\n\r\n"u8.ToArray();

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp)
    {
        NoDelay = true,
    };

    private readonly byte[] _buffer = new byte[256 * 1024];

    public static async Task<KeptConnection> OpenAsync(Uri address)
    {
        var connection = new KeptConnection();
        await connection._socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, address.Port));
        return connection;
    }

    /// <param name="key">An access key; null for none.</param>
    public static byte[] Get(string path, string? key = null)
    {
        var bearer = key is null ? "" : $"Authorization: Bearer {key}\r\n";
        return Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{bearer}\r\n");
    }

    public static byte[] Post(string path, string json) =>
        Encoding.ASCII.GetBytes(
            $"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: {json.Length}\r\n\r\n{json}"
        );

    /// <exception cref="InvalidOperationException">The response is not a 200.</exception>
    public async Task CallAsync(byte[] request)
    {
        await _socket.SendAsync(request);
        var (read, end) = (0, -1);
        while (end < 0 || read < end)
        {
            var more = await _socket.ReceiveAsync(_buffer.AsMemory(read));
            if (more == 0)
            {
                throw new InvalidOperationException("The server closed the connection.");
            }

            read += more;
            end = EndOf(_buffer.AsSpan(0, read));
        }

        if (!_buffer.AsSpan(0, read).StartsWith("HTTP/1.1 200"u8))
        {
            throw new InvalidOperationException(Encoding.UTF8.GetString(_buffer, 0, read));
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Length of the response; -1 while it is not known.</summary>
    private static int EndOf(ReadOnlySpan<byte> answer)
    {
        var head = answer.IndexOf(HeadEnd);
        if (head < 0)
        {
            return -1;
        }

        var body = head + HeadEnd.Length;
        var at = answer[..head].IndexOf("Content-Length: "u8);
        if (at >= 0)
        {
            var number = answer[(at + "Content-Length: ".Length)..];
            return body + int.Parse(number[..number.IndexOf((byte)'\r')], CultureInfo.InvariantCulture);
        }

        // A chunked response ends with an empty chunk.
        return answer.EndsWith("\r\n0\r\n\r\n"u8) ? answer.Length : -1;
    }
}
