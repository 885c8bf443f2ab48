using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>The main row of an account: its facts, or the number of part rows that contain them.</summary>
/// <param name="Name">The name that it is found by; null in rows of earlier versions, which are not found by name.</param>
internal sealed record PackedMain(string Fingerprint, long Revision, int Parts, string? Name, AccountFacts? Facts)
{
    public FactsVersion Version => new(Fingerprint, Revision);
}
