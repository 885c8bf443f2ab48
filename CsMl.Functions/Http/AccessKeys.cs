using System.Security.Cryptography;
using System.Text;
using CsMl.Core.Json;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace CsMl.Functions.Http;

/// <summary>The configured access keys, and which of them a call brings.</summary>
public sealed class AccessKeys(IOptions<AccessOptions> options)
{
    private const string Scheme = "Bearer ";
    private const int MaxLength = 512;

    private readonly AccessKey[] _keys =
    [
        .. options.Value.Keys.Select(key => new AccessKey(
            key.Key,
            EnumNames.Find<AccessRole>(key.Value.Role.ToLowerInvariant())!.Value,
            key.Value.Tenant,
            Convert.FromHexString(key.Value.Hash)
        )),
    ];

    /// <summary>True if every call must bring a key.</summary>
    public bool Any => _keys.Length > 0;

    /// <summary>The key in the header Authorization; null if there is none, or none that is configured.</summary>
    /// <remarks>Hashes are compared, and all of them, so that the time says nothing of the keys.</remarks>
    internal AccessKey? Find(StringValues authorization)
    {
        if (authorization is not [{ } header] || !header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        return Find(header.AsSpan(Scheme.Length));
    }

    /// <summary>The same for a key that somebody typed in.</summary>
    internal AccessKey? Find(ReadOnlySpan<char> typed)
    {
        var token = typed.Trim(' ');
        if (token.Length is 0 or > MaxLength || !Ascii.IsValid(token))
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[MaxLength];
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..Encoding.ASCII.GetBytes(token, bytes)], hash);
        return FindByHash(hash);
    }

    /// <summary>The key with this SHA-256; null if none is configured.</summary>
    internal AccessKey? FindByHash(ReadOnlySpan<byte> hash)
    {
        AccessKey? found = null;
        foreach (var key in _keys)
        {
            found = CryptographicOperations.FixedTimeEquals(hash, key.Hash) ? key : found;
        }

        return found;
    }
}
