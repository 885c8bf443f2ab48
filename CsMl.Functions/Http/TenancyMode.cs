namespace CsMl.Functions.Http;

public enum TenancyMode
{
    Single,
    Header,
    Claim,
}
