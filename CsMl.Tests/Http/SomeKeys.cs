using System.Security.Cryptography;
using System.Text;
using CsMl.Core.Json;
using CsMl.Functions.Http;

namespace CsMl.Tests.Http;

/// <summary>An access key of each role.</summary>
internal static class SomeKeys
{
    /// <summary>The settings of an app with one tenant that knows these keys.</summary>
    public static IEnumerable<(string Key, string Value)> Settings =>
        Enum.GetValues<AccessRole>().SelectMany(role => SettingsOf($"the-{EnumNames.Of(role)}", role, ""));

    /// <param name="tenant">Empty for an app with one tenant.</param>
    public static IEnumerable<(string Key, string Value)> SettingsOf(string name, AccessRole role, string tenant) =>
        [
            ($"Access:Keys:{name}:Role", EnumNames.Of(role)),
            ($"Access:Keys:{name}:Tenant", tenant),
            ($"Access:Keys:{name}:Hash", HashOf(KeyOf(role, tenant))),
        ];

    public static (string Name, string Value) Bearer(AccessRole role, string tenant = "") =>
        ("Authorization", $"Bearer {KeyOf(role, tenant)}");

    public static string KeyOf(AccessRole role, string tenant = "") => $"csml_test-{EnumNames.Of(role)}-{tenant}";

    public static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(key)));
}
