<?php
// What plugins and hosts do to a site. The test names the oddities; without a name this is plain WordPress.
$oddities = (array) @file(getenv('WORDPRESS_ODDITIES'), FILE_IGNORE_NEW_LINES);
$saving = $_SERVER['REQUEST_METHOD'] === 'POST' && str_contains($_SERVER['REQUEST_URI'], '/options.php');

if (in_array('save_ignored', $oddities)) {
    add_filter('pre_update_option_blog_public', fn($new, $old) => $old, 10, 2);
}
if (in_array('save_500', $oddities) && $saving) {
    http_response_code(500);
    exit('<!doctype html><title>Error</title><p>Something is broken.</p>');
}
if (in_array('reverts', $oddities) && !$saving) {
    update_option('blog_public', '1');
}
if (in_array('tag_removed', $oddities)) {
    add_filter('wp_robots', '__return_empty_array', 99);
}
if (in_array('tag_always', $oddities)) {
    add_filter('wp_robots', 'wp_robots_no_robots', 99);
}
if (array_intersect(['seo_plugin', 'seo_plugin_beside'], $oddities)) {
    add_action('wp_head', fn() => print "<meta name='robots' content='index, follow, max-snippet:-1'>\n", 0);
}
if (in_array('seo_plugin', $oddities)) {
    add_filter('wp_robots', '__return_empty_array', 99);
}
$visitor = !preg_grep('/^wordpress_logged_in_/', array_keys($_COOKIE));
if (in_array('cached', $oddities) && $visitor && $_SERVER['REQUEST_URI'] === getenv('WORDPRESS_PATH') . '/') {
    $cache = getenv('WORDPRESS_CACHE');
    if (is_file($cache)) {
        exit(file_get_contents($cache));
    }
    ob_start(function ($page) use ($cache) {
        file_put_contents($cache, $page);
        return $page;
    });
}
if (in_array('radios', $oddities)) {
    add_action('blog_privacy_selector', '__return_null');
}
if (in_array('relabelled', $oddities)) {
    $label = fn($text, $source) => str_starts_with($source, 'Discourage search') ? 'Hide this site' : $text;
    add_filter('gettext', $label, 10, 2);
}
if (in_array('disabled', $oddities)) {
    add_action('admin_footer', fn() => print '<script>document.getElementById("blog_public").disabled = true</script>');
}
if (in_array('focus_moved', $oddities)) {
    $script = 'const [name, password] = ["user_login", "user_pass"].map(id => document.getElementById(id));'
        . 'password.addEventListener("focus", () => name.focus(), {once: true});';
    add_action('login_footer', fn() => print "<script>$script</script>");
}
if (in_array('second_factor', $oddities)) {
    // As the plugin Two-Factor does: the password was right, but the session begins with the code only.
    add_action('wp_login', function () {
        wp_clear_auth_cookie();
        login_header('Verification');
        exit('<form method="post" action="wp-login.php?action=validate_2fa"><input name="authcode" id="authcode">');
    });
}
if (in_array('locked_out', $oddities)) {
    add_filter('authenticate', fn() => new WP_Error('too_many_retries', 'Too many failed login attempts.'), 999);
}
if (in_array('sign_in_moved', $oddities)) {
    add_filter('login_url', fn() => home_url('/not-found'));
    add_action('login_init', fn() => wp_die('Not found', '', 404));
}
if (array_intersect(['unknown_language', 'right_to_left'], $oddities)) {
    // A language of which no label is known: every vowel has an accent, except in markup and placeholders.
    $accents = ['a' => 'å', 'e' => 'ë', 'i' => 'ï', 'o' => 'ö', 'u' => 'ü'];
    $foreign = function ($text) use ($accents) {
        $parts = preg_split('/(<[^>]*>|%(?:\d+\$)?\w|&#?\w+;)/', $text, -1, PREG_SPLIT_DELIM_CAPTURE);
        return implode('', array_map(fn($part, $at) => $at % 2 ? $part : strtr($part, $accents), $parts, array_keys($parts)));
    };
    array_map(fn($hook) => add_filter($hook, $foreign), ['gettext', 'gettext_with_context', 'ngettext']);
    $right_to_left = in_array('right_to_left', $oddities);
    add_filter('locale', fn() => $right_to_left ? 'he_IL' : 'eo');
    $direction = fn($text, $source, $context) => $context === 'text direction' && $right_to_left ? 'rtl' : $text;
    add_filter('gettext_with_context', $direction, 99, 3);
}
if (in_array('coming_soon', $oddities)) {
    add_action('template_redirect', fn() => is_user_logged_in() || wp_die('Coming soon', '', 503));
}
if (in_array('broken', $oddities)) {
    http_response_code(500);
    exit('<p>Error establishing a database connection</p>');
}
