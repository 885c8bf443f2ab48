using System.Text;

namespace CsMl.Tests.Http;

/// <param name="Headers">Whole lines.</param>
/// <param name="ByServer">The server may refuse it before any function is asked, and then says nothing more.</param>
internal sealed record HostileRequest(
    string Method,
    string Path,
    byte[] Body,
    string[] Headers,
    bool ByServer = false,
    string? Field = null
)
{
    public const string JsonType = "Content-Type: application/json";

    public byte[] Bytes => RawCall.Bytes(Method, Path, Body, Headers);

    public static HostileRequest Post(string path, string body, string field) =>
        new("POST", path, Encoding.UTF8.GetBytes(body), [JsonType], Field: field);

    public override string ToString() =>
        $"{Method} {Shorten(Path)} {string.Join(", ", Headers.Select(Shorten))} {Shorten(Encoding.UTF8.GetString(Body))}";

    private static string Shorten(string text) => text.Length < 120 ? text : $"{text[..120]}… ({text.Length})";
}
