using CsMl.Core.Accounts;

namespace CsMl.Core.Crm;

/// <summary>The row that an account is: its facts, or how many parts hold them.</summary>
internal sealed record PackedMain(string Fingerprint, long Revision, int Parts, AccountFacts? Facts)
{
    public FactsVersion Version => new(Fingerprint, Revision);
}
