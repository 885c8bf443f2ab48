using CsMl.Core.Json;
using Microsoft.Extensions.Options;

namespace CsMl.Functions.Http;

/// <summary>Refuses to start with an access key that could not be used, or not as it was meant.</summary>
internal sealed class ValidateAccess(IOptions<TenancyOptions> tenancy) : IValidateOptions<AccessOptions>
{
    private const int HashDigits = 64;

    private static readonly string Roles = string.Join(", ", EnumNames.All<AccessRole>());

    public ValidateOptionsResult Validate(string? name, AccessOptions options)
    {
        var faults = options.Keys.SelectMany(key => FaultsOf(key.Key, key.Value)).Concat(Repeated(options)).ToList();
        if (options.Keys.Count > 0 && tenancy.Value.Mode == TenancyMode.Claim)
        {
            faults.Add(
                "Access:Keys must be empty where Tenancy:Mode is Claim: App Service authentication reads the header Authorization itself; give callers app roles instead."
            );
        }

        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private IEnumerable<string> FaultsOf(string name, AccessKeyOptions key)
    {
        var setting = $"{AccessOptions.Section}:Keys:{name}";
        if (!Tenancy.IsValid(name))
        {
            yield return $"The name in {setting} must have 1 to 64 characters of A-Z a-z 0-9 _ -.";
        }

        if (EnumNames.Find<AccessRole>(key.Role.ToLowerInvariant()) is null)
        {
            yield return $"{setting}:Role must be one of {Roles}.";
        }

        if (key.Hash.Length != HashDigits || !key.Hash.All(char.IsAsciiHexDigit))
        {
            yield return $"{setting}:Hash must be the SHA-256 of the key, as {HashDigits} hexadecimal digits; the command make-key writes it.";
        }

        if (tenancy.Value.Mode == TenancyMode.Header && !Tenancy.IsValid(key.Tenant))
        {
            yield return $"{setting}:Tenant must be a tenant's id, 1 to 64 characters of A-Z a-z 0-9 _ -, where Tenancy:Mode is Header.";
        }

        if (tenancy.Value.Mode == TenancyMode.Single && key.Tenant is not ("" or Tenancy.Single))
        {
            yield return $"{setting}:Tenant must be left out where Tenancy:Mode is Single: there is no other tenant than '{Tenancy.Single}'.";
        }
    }

    private static IEnumerable<string> Repeated(AccessOptions options) =>
        options
            .Keys.Where(key => key.Value.Hash.Length == HashDigits)
            .GroupBy(key => key.Value.Hash, key => key.Key, StringComparer.OrdinalIgnoreCase)
            .Where(names => names.Count() > 1)
            .Select(names =>
                $"Access:Keys:{string.Join(" and ", names.Order(StringComparer.Ordinal))} must not have one Hash: a key has one role and one tenant."
            );
}
