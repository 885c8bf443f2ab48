using CsMl.Tests.Http;
using Microsoft.Playwright;

namespace CsMl.Tests.Dashboard.Chromium;

/// <summary>A real browser: the Chromium of the machine, driven by Playwright.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private static readonly string[] Places =
    [
        "/usr/bin/chromium",
        "/usr/bin/chromium-browser",
        "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        @"C:\Program Files\Google\Chrome\Application\chrome.exe",
    ];

    private static readonly string? Executable = Places.FirstOrDefault(File.Exists);

    /// <summary>Milliseconds that a test waits for what must come; a slow machine does not reach it.</summary>
    private const float Patience = 60_000;

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Why the tests cannot run here, or null. A build server is to have a browser: there they fail instead.</summary>
    public static string? SkipReason =>
        Executable is null && Environment.GetEnvironmentVariable("CI") is null
            ? "There is no Chromium or Chrome on this machine."
            : null;

    public async Task InitializeAsync()
    {
        if (SkipReason is not null)
        {
            return;
        }

        Assertions.SetDefaultExpectTimeout(Patience);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable ?? Places[0],
                // Its sandbox does not start for root, and it loads nothing but this app.
                Args = ["--no-sandbox", "--disable-dev-shm-usage", "--font-render-hinting=none"],
                Timeout = Patience,
            }
        );
    }

    /// <summary>
    /// Opens a page of the app in a window of its own, at the app's time, and fails if it shows an error, breaks its policy or asks for
    /// anything of another address.
    /// </summary>
    internal async Task VisitAsync(
        RunningApp app,
        string path,
        Func<IPage, Task> visit,
        BrowserNewContextOptions? options = null
    )
    {
        options ??= new();
        options.BaseURL = app.Address.AbsoluteUri;
        options.Locale ??= "en-GB";
        options.TimezoneId ??= "UTC";
        options.ReducedMotion ??= ReducedMotion.Reduce;
        await using var context = await _browser!.NewContextAsync(options);
        context.SetDefaultTimeout(Patience);
        var page = await context.NewPageAsync();
        await page.Clock.SetFixedTimeAsync(app.Clock.GetUtcNow().UtcDateTime);
        var faults = new List<string>();
        page.PageError += (_, error) => faults.Add(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                faults.Add(message.Text);
            }
        };
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(app.Address.AbsoluteUri, StringComparison.Ordinal) && !IsInline(request.Url))
            {
                faults.Add($"asks for {request.Url}");
            }
        };
        Assert.Equal(200, (await page.GotoAsync(path))!.Status);
        await visit(page);
        Assert.Empty(faults);
    }

    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }

    private static bool IsInline(string url) => url.StartsWith("data:", StringComparison.Ordinal);
}
