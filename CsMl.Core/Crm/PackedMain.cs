using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>The main row of an account: its facts, or the number of part rows that contain them.</summary>
internal sealed record PackedMain(string Fingerprint, long Revision, int Parts, AccountFacts? Facts)
{
    public FactsVersion Version => new(Fingerprint, Revision);
}
