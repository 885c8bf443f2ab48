using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CsMl.Core.Accounts;
using CsMl.Core.Accounts.Import;
using CsMl.Core.Json;
using CsMl.Core.Storage;

namespace CsMl.Core.Crm;

/// <summary>
/// An account's facts as rows: as they are in one row where they fit, else compressed over several. All rows of an
/// account are written in one transaction, which bounds how large an account can be.
/// </summary>
/// <param name="Parts">Base64 of the compressed facts, cut to size; empty where the main row holds them.</param>
internal sealed record PackedFacts(ReadOnlyMemory<byte> Main, IReadOnlyList<ReadOnlyMemory<byte>> Parts)
{
    /// <summary>Room in the main row for its own fields.</summary>
    private const int PlainBytes = EntityKey.MaxJsonBytes - 1_000;

    private const int MostPartBytes = EntityKey.MaxTransactionBytes - 10_000;

    /// <summary>Null where the facts are larger than an account may be.</summary>
    public static PackedFacts? Pack(AccountFacts facts, long revision)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(facts, AccountJson.Plain.AccountFacts);
        var fingerprint = Fingerprint(json);
        if (json.Length <= PlainBytes)
        {
            return new PackedFacts(Row(new PackedRow(fingerprint, revision, 0, new RawJson(json))), []);
        }

        var base64 = Compress(json);
        if (base64.Length > MostPartBytes)
        {
            return null;
        }

        var parts = new List<ReadOnlyMemory<byte>>();
        for (var at = 0; at < base64.Length; at += EntityKey.MaxJsonBytes)
        {
            parts.Add(base64.AsMemory(at, Math.Min(EntityKey.MaxJsonBytes, base64.Length - at)));
        }

        return new PackedFacts(Row(new PackedRow(fingerprint, revision, parts.Count, null)), parts);
    }

    /// <summary>Null where the parts are not those that the fingerprint was taken of.</summary>
    public static AccountFacts? Unpack(IReadOnlyList<ReadOnlyMemory<byte>> parts, string fingerprint)
    {
        var base64 = new byte[parts.Sum(p => p.Length)];
        var at = 0;
        foreach (var part in parts)
        {
            part.CopyTo(base64.AsMemory(at));
            at += part.Length;
        }

        try
        {
            if (Base64.DecodeFromUtf8InPlace(base64, out var length) != OperationStatus.Done)
            {
                return null;
            }

            using var compressed = new BrotliStream(new MemoryStream(base64, 0, length), CompressionMode.Decompress);
            using var json = new MemoryStream();
            compressed.CopyTo(json);
            var bytes = json.ToArray();
            return Fingerprint(bytes) == fingerprint ? ReadFacts(bytes) : null;
        }
        catch (Exception e) when (e is InvalidDataException or InvalidOperationException)
        {
            // Parts of two versions do not decompress, which the stream says in one way or the other; the caller
            // reads again.
            return null;
        }
    }

    /// <summary>Reads a row that <see cref="Pack"/> made.</summary>
    public static PackedMain ReadMain(ReadOnlyMemory<byte> row)
    {
        var reader = new Utf8JsonReader(row.Span);
        var version = ReadVersion(ref reader);
        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.Number);
        var parts = reader.GetInt32();
        Step(ref reader, JsonTokenType.PropertyName);
        reader.Read();
        // The facts are the last of the row, before the brace that closes it.
        var facts =
            reader.TokenType == JsonTokenType.Null ? null : ReadFacts(row.Span[(int)reader.TokenStartIndex..^1]);
        return new PackedMain(version.Fingerprint, version.Revision, parts, facts);
    }

    /// <summary>Reads the version, which stands first in the row, and no further.</summary>
    public static FactsVersion ReadVersion(ReadOnlySpan<byte> row)
    {
        var reader = new Utf8JsonReader(row);
        return ReadVersion(ref reader);
    }

    private static FactsVersion ReadVersion(ref Utf8JsonReader reader)
    {
        Step(ref reader, JsonTokenType.StartObject);
        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.String);
        var fingerprint = reader.GetString()!;
        Step(ref reader, JsonTokenType.PropertyName);
        Step(ref reader, JsonTokenType.Number);
        return new FactsVersion(fingerprint, reader.GetInt64());
    }

    private static void Step(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (!reader.Read() || reader.TokenType != expected)
        {
            throw new InvalidDataException("An account's row is not in its shape.");
        }
    }

    /// <summary>
    /// Reads by <see cref="ReadAccount"/>, in half the time of the serializer. It refuses facts that a source gave beyond
    /// the limits of the API; the serializer takes them as they were stored.
    /// </summary>
    private static AccountFacts ReadFacts(ReadOnlySpan<byte> json) =>
        ReadAccount.TryParse(json, out _)?.Facts ?? JsonSerializer.Deserialize(json, AccountJson.Plain.AccountFacts)!;

    private static byte[] Row(PackedRow row) => JsonSerializer.SerializeToUtf8Bytes(row, CrmJson.Plain.PackedRow);

    public static string FingerprintOf(AccountFacts facts) =>
        Fingerprint(JsonSerializer.SerializeToUtf8Bytes(facts, AccountJson.Plain.AccountFacts));

    private static string Fingerprint(ReadOnlySpan<byte> json) =>
        Convert.ToHexStringLower(SHA256.HashData(json).AsSpan(0, 16));

    private static byte[] Compress(byte[] json)
    {
        using var buffer = new MemoryStream();
        using (var brotli = new BrotliStream(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            brotli.Write(json);
        }

        var base64 = new byte[Base64.GetMaxEncodedToUtf8Length((int)buffer.Length)];
        Base64.EncodeToUtf8(buffer.GetBuffer().AsSpan(0, (int)buffer.Length), base64, out _, out var written);
        return base64[..written];
    }
}
